import type { PrivacyFacts } from './personal.js';

/** A constructor of an entity or of an object type. */
export type Class<T extends object = object> = new (...args: never[]) => T;

/** The SQL text of something, given the alias of the row it belongs to. */
export type SqlOf = (alias: string) => string;

/** How a list is ordered: property names, the last of which must make the order total. */
export interface Order {
  readonly by: readonly string[];
  readonly descending: boolean;
}

/** A filter argument of a list: its GraphQL type and the condition that it adds. */
export interface Filter {
  readonly type: 'LocalDate' | 'String' | 'ID' | 'Int' | 'Boolean';
  readonly description: string;
  /** The condition, given the alias of the listed row and the placeholder of the bound value. */
  readonly where: (alias: string, value: string) => string;
  /** Turns the argument into the value that is bound; by default as it is. */
  readonly bind?: (value: unknown) => unknown;
}

/** A relation from one type's rows to another's, as the read planner sees it. */
export interface Relation {
  readonly kind: 'one' | 'list' | 'connection';
  readonly targets: () => readonly Class[];
  /** The abstract type that the field gives, where there are several targets. */
  readonly abstract?: () => object;
  readonly description: string;
  readonly nullable: boolean;
  /** How many rows a plain list is reckoned to have when the cost of an operation is worked out. */
  readonly about: number;
  /** How a target's row hangs on the parent's row; alias of parent, alias of target, columns of both. */
  readonly join: (parent: RowRef, target: RowRef) => string;
  readonly order?: Order;
  readonly filters: Readonly<Record<string, Filter>>;
  /** Rows that are not of a table: the FROM item, given the parent's row. */
  readonly from?: (parent: RowRef) => string;
}

/** A row in SQL: its alias, and its columns by property name. */
export interface RowRef {
  readonly alias: string;
  /** The name of the row's type. */
  readonly type: string;
  column(property: string): string;
}

/** What a class declares beside its columns. */
export interface Declaration {
  /** The number inside every id of this type; see `src/reading/identifier.ts`. */
  tag?: number;
  privacy?: PrivacyFacts | 'impersonal';
  readonly fieldPrivacy: Map<string, Partial<PrivacyFacts> | 'impersonal'>;
  readonly relations: Map<string, Relation>;
  /** Computed fields and the properties that they need read. */
  readonly needs: Map<string, readonly string[]>;
  /** Fields that are expressions in SQL. */
  readonly expressions: Map<string, SqlOf>;
  /** The property that says whose record a sensitive row is. */
  subject?: string;
  /** Columns whose field has a rule of its own. */
  readonly guarded: Set<string>;
  /** Columns that may hold long texts, and as how many nodes each is reckoned. */
  readonly weights: Map<string, number>;
  /** Columns, for types whose rows are not of a table. */
  readonly columns: Set<string>;
}

const declarations = new Map<Class, Declaration>();

/** The declaration of a class, made empty at first sight. */
export function declarationOf(target: Class): Declaration {
  let found = declarations.get(target);
  if (!found) {
    found = {
      fieldPrivacy: new Map(),
      relations: new Map(),
      needs: new Map(),
      expressions: new Map(),
      guarded: new Set(),
      weights: new Map(),
      columns: new Set(),
    };
    declarations.set(target, found);
  }
  return found;
}

/** Every class that declares something, in the order of declaration. */
export function declaredClasses(): ReadonlyMap<Class, Declaration> {
  return declarations;
}
