import { Field, type Int } from 'type-graphql';
import { type Class, declarationOf, type SqlOf } from './registry.js';

/** Which number stands inside every id of this entity; never reused, never changed. */
export function Tagged(tag: number): (target: Class) => void {
  return (target) => {
    declarationOf(target).tag = tag;
  };
}

/** The property that names the child (or person) whose record a sensitive row is, for the access log. */
export function SubjectIs(property: string): (target: Class) => void {
  return (target) => {
    declarationOf(target).subject = property;
  };
}

/** A computed field resolver's needs: the properties of the row that it reads. The build fails without. */
export function Needs(...properties: readonly string[]): (target: object, method: string) => void {
  return (target, method) => {
    needs.set(`${target.constructor.name}.${method}`, properties);
  };
}

/** What computed fields need, by resolver class and method; joined to their types when the schema is built. */
export const needs = new Map<string, readonly string[]>();

type FieldType = () => typeof String | typeof Boolean | typeof Number | typeof Int;

/** A field whose value PostgreSQL computes from the row, such as whether a period is under way. */
export function Expression(
  type: FieldType,
  description: string,
  sql: SqlOf,
  nullable = false,
): (target: object, property: string) => void {
  return (target, property) => {
    declarationOf(target.constructor as Class).expressions.set(property, sql);
    Field(type, { description, nullable })(target, property);
  };
}
