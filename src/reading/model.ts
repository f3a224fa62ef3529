import type { EntityMetadata, MikroORM } from '@mikro-orm/postgresql';
import { type Arm, armsOf } from '../../entities/declare/policies.js';
import {
  type Class,
  type Declaration,
  declarationOf,
  declaredClasses,
  type Relation,
} from '../../entities/declare/registry.js';

/** A type whose rows the planner can select: a table, what a function gives, or no rows at all (`Viewer`). */
export interface RowType {
  readonly name: string;
  readonly type: Class;
  /** Undefined where the rows are not of a table. */
  readonly table: string | undefined;
  /** SQL of a property of the row with this alias. */
  column(alias: string, property: string): string;
  /** The type to cast a cursor's text to when it is compared with this property. */
  castOf(property: string): string;
  hasColumn(property: string): boolean;
  /** What is known of the values of a table's column; undefined where it is none. */
  valuesOf(property: string): { readonly type: string | undefined; readonly nullable: boolean } | undefined;
  /** The property that says which school a row belongs to; undefined where it belongs to none. */
  readonly school: string | undefined;
  readonly declaration: Declaration;
  /** Who sees which rows, where every policy is a plain arm; undefined where it is not, or where there is no table. */
  readonly arms: readonly Arm[] | undefined;
  relation(field: string): Relation | undefined;
}

/** Every row type by the name of its GraphQL type. */
export type Model = ReadonlyMap<string, RowType>;

/** Joins what the classes declare with what the ORM knows of tables and columns. */
export function buildModel(orm: MikroORM): Model {
  const model = new Map<string, RowType>();
  for (const [type, declaration] of declaredClasses()) {
    const meta = orm.getMetadata().find(type as never) as EntityMetadata | undefined;
    const row = rowType(type, declaration, meta);
    if (declaration.guarded.size > 0 && row.school === undefined)
      throw new Error(`${type.name} guards columns by role, and must say which school a row belongs to`);
    model.set(type.name, row);
  }
  return model;
}

function rowType(type: Class, declaration: Declaration, meta: EntityMetadata | undefined): RowType {
  const property = (name: string) =>
    meta?.properties[name as never] as
      | { fieldNames: string[]; columnTypes: string[]; nullable?: boolean }
      | undefined;
  return {
    name: type.name,
    type,
    table: meta?.tableName,
    declaration: declarationOf(type),
    arms: meta && armsOf(meta.policies),
    column(alias, name) {
      const expression = declaration.expressions.get(name);
      if (expression) return expression(alias);
      const column = property(name)?.fieldNames[0] ?? (meta ? undefined : underscored(name));
      if (column === undefined) throw new Error(`${type.name} has no column ${name}`);
      return `${alias}."${column}"`;
    },
    school: property('school') ? 'school' : type.name === 'School' ? 'id' : undefined,
    castOf: (name) => property(name)?.columnTypes[0] ?? 'text',
    valuesOf(name) {
      const found = declaration.expressions.has(name) ? undefined : property(name);
      return found && { type: found.columnTypes[0], nullable: found.nullable === true };
    },
    hasColumn: (name) => declaration.expressions.has(name) || declaration.columns.has(name),
    relation: (field) => declaration.relations.get(field),
  };
}

const underscored = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
