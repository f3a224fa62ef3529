import { createHash } from 'node:crypto';
import type { Role } from '../identity/roles.js';
import type { Viewer } from '../identity/viewer.js';
import type { RowType } from './model.js';

/** The values that an execution binds: coerced variables, for a mutation's payload the ids of its outcome, for events theirs. */
export interface Bindings {
  /** The viewer's roles today, for fields that one role shows at its own school alone. */
  readonly employments: Viewer['employments'];
  readonly variables: Readonly<Record<string, unknown>>;
  readonly outcome?: Readonly<Record<string, unknown>>;
  readonly events?: readonly Readonly<Record<string, unknown>>[];
}

/**
 * What the statement of a plan gives: `rows`, over which the operation is executed, or the `answer` itself, whose text is
 * the data that the client is sent.
 */
export type Form = 'rows' | 'answer';

/** One operation as one SQL statement, for one hat, set of roles and shape of variables. */
export interface Plan {
  readonly form: Form;
  /** Undefined where nothing of the selection comes from the database. */
  readonly sql: string | undefined;
  readonly name: string;
  bind(bindings: Bindings): unknown[];
  /** The most nodes that the operation can return. */
  cost(bindings: Bindings): number;
  /** The sensitive types of which rows may stand in the answer, looks at which are owed to the access log. */
  readonly sensitive: readonly string[];
  /** Whether everybody of the same hat and roles who may see the event that is planned for is shown the same. */
  readonly shared: boolean;
  /** How often it has been used; a statement is named from the second time. */
  uses: number;
}

/** Says whether a viewer with these roles may ask for a field; the planner leaves out what is refused. */
export type Permits = (type: string, field: string) => boolean;

/**
 * The roles that show a field, where the viewer holds others beside them: the field is shown in rows of the schools where
 * one of these is held. Undefined where the field is shown in every row that the viewer sees.
 */
export type Narrowed = (type: string, field: string) => ReadonlySet<Role> | undefined;

/**
 * Keys inside the planned JSON. What a client names has no space in it; our own keys have one, so that no alias can put
 * another value in their place: `subject` would hide from the access log whose record was read.
 */
export const relationKey = (responseKey: string): string => `>${fitting(responseKey)}`;
/** One of several places of an answer that show the rows of one page, such as `nodes` and `edges { node }`. */
export const placeKey = (...responseKeys: readonly string[]): string =>
  `>@${fitting(responseKeys.join('@'))}`;
export const cursorKey = '> cursor';
/** Whose record a row of a sensitive type is. */
export const subjectKey = (type: string): string => `> subject ${type}`;
export const orderKey = '> order';
export const idKey = '> id';
/** Set where a row's value of a field is refused. */
export const refusedKey = (field: string): string => `>refused ${field}`;
/** How SQL calls a row that becomes JSON: were it a word that a client may use as a key, that column would be taken for it. */
export const wholeRow = '"> row"';
export const rowsKey = 'rows';
export const totalKey = 'total';
/** Whose sensitive rows a total counts. */
export const countedKey = 'counted';

/** A list that is read: what its pages are bound to. */
export interface ListShape {
  readonly mark: string;
  readonly target: RowType;
}

/** PostgreSQL cuts a name at 63 bytes: a longer key is known by its digest. */
function fitting(key: string): string {
  return key.length <= 61 ? key : `#${createHash('sha256').update(key).digest('base64url')}`;
}
