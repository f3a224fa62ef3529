import type { Class, Relation } from '../../entities/declare/registry.js';

/** How a field of `Query` is read: as a relation that hangs on nothing. */
export interface RootRead {
  readonly field: string;
  readonly relation: Relation;
  /** The argument `id` picks the row. Nothing found is answered with NOT_FOUND. */
  readonly byId: boolean;
  /** The id itself says which type is read. */
  readonly anyType: boolean;
}

const roots = new Map<string, RootRead>();

/** Every field of `Query` that the planner reads, by name. */
export function rootReads(): ReadonlyMap<string, RootRead> {
  return roots;
}

type Decorate = (target: object, method: string) => void;

function reads(relation: Relation, byId: boolean, anyType: boolean): Decorate {
  return (_, method) => void roots.set(method, { field: method, relation, byId, anyType });
}

const alone = (target: () => Class): Relation => ({
  kind: 'one',
  targets: () => [target()],
  description: '',
  nullable: true,
  join: () => 'true',
  filters: {},
  about: 1,
});

/** The field reads one row of this type, picked by its argument `id`. */
export function ReadsById(target: () => Class): Decorate {
  return reads(alone(target), true, false);
}

/** The field reads whatever row its argument `id` names. */
export function ReadsAnyById(): Decorate {
  return reads({ ...alone(() => Object), targets: () => [] }, true, true);
}

/** The field reads an object that stands for the viewer and has no row. */
export function ReadsVirtual(target: () => Class): Decorate {
  return reads(alone(target), false, false);
}

/** The field reads this list. */
export function ReadsList(relation: Relation): Decorate {
  return reads(relation, false, false);
}

/** The value of a field that is read by the plan: its resolver is attached when the schema is built. */
export function planned(): never {
  throw new Error('this field is read by the plan of its operation');
}
