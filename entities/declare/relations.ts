import { ManyToOne } from '@mikro-orm/decorators/legacy';
import { Field } from 'type-graphql';
import {
  type Class,
  declarationOf,
  type Filter,
  type Order,
  type Relation,
  type RowRef,
} from './registry.js';

type Decorate = (target: object, property: string) => void;
type Target = () => Class;

interface OneOptions {
  /** True where the target stands under the same policy as this row, so that it can never be hidden alone. */
  readonly required?: boolean;
  /** The column may be empty. */
  readonly nullable?: boolean;
  /** A reference that the schema does not show. */
  readonly hidden?: boolean;
  readonly index?: boolean;
}

/**
 * A reference to one other row: the foreign key, the relation and the field in one.
 * The field is nullable unless `required`, since the target may be hidden from a viewer who sees this row.
 */
export function One(target: Target, description: string, options: OneOptions = {}): Decorate {
  return (owner, property) => {
    ManyToOne(target, {
      nullable: options.nullable ?? false,
      index: options.index ?? false,
      deleteRule: 'no action',
      updateRule: 'no action',
    })(owner, property);
    if (options.hidden) return;
    relate(owner, property, {
      kind: 'one',
      targets: () => [target()],
      description,
      nullable: !options.required,
      join: (parent, row) => `${row.column('id')} = ${parent.column(property)}`,
      filters: {},
      about: 1,
    });
  };
}

/** The row that a mutation's payload shows: found again by the id that the act gave. */
export function Shows(target: Target, description: string): Decorate {
  return (owner, property) =>
    relate(owner, property, {
      kind: 'one',
      targets: () => [target()],
      description,
      nullable: true,
      join: (payload, row) => `${row.column('id')} = ${payload.column(property)}`,
      filters: {},
      about: 1,
    });
}

/** How a list or a single row hangs on its parent. */
type Hang = string | ((parent: RowRef, row: RowRef) => string);

interface ManyOptions {
  /** The property of the target that refers back to this row, or the condition that joins both. */
  readonly by: Hang;
  /** Property names; a leading `-` on the first turns the whole order. `id` is added to make it total. */
  readonly order: readonly string[];
  readonly filters?: Readonly<Record<string, Filter>>;
  /** How many rows a plain list is reckoned to have when the cost of an operation is worked out; 5 by default. */
  readonly about?: number;
}

/** The other side of a reference where there is at most one: `address` of a child. */
export function Other(target: Target, description: string, options: { readonly by: Hang }): Decorate {
  return (owner, property) =>
    relate(owner, property, {
      kind: 'one',
      targets: () => [target()],
      description,
      nullable: true,
      join: joined(options.by),
      filters: {},
      about: 1,
    });
}

/** The other side of a reference: rows that can grow without bound, as a Relay connection. */
export function Many(target: Target, description: string, options: ManyOptions): Decorate {
  return (owner, property) => relate(owner, property, listed('connection', target, description, options));
}

/** The other side of a reference: rows that can't grow, as a plain list. */
export function Few(target: Target, description: string, options: ManyOptions): Decorate {
  return (owner, property) => relate(owner, property, listed('list', target, description, options));
}

interface FewOfOptions extends ManyOptions {
  /** The interface or union that the list gives. */
  readonly as: () => object;
}

/** A plain list over several types of row, each joined in the same way. */
export function FewOf(targets: () => readonly Class[], description: string, options: FewOfOptions): Decorate {
  return (owner, property) =>
    relate(owner, property, {
      ...listed('list', () => targets()[0] as Class, description, options),
      targets,
      abstract: options.as,
    });
}

interface FromOptions {
  readonly from: (parent: RowRef) => string;
  readonly order: readonly string[];
}

/** A plain list of rows that a function of the database gives. */
export function FewFrom(target: Target, description: string, options: FromOptions): Decorate {
  return (owner, property) =>
    relate(owner, property, {
      ...listed('list', target, description, { by: () => 'true', order: options.order }),
      from: options.from,
    });
}

/** The relation that `Many` or `Few` declares, also for the lists of the root. */
export function listed(
  kind: 'list' | 'connection',
  target: Target,
  description: string,
  options: ManyOptions,
): Relation {
  return {
    kind,
    targets: () => [target()],
    description,
    nullable: false,
    join: joined(options.by),
    order: orderOf(options.order),
    filters: options.filters ?? {},
    about: options.about ?? 5,
  };
}

function orderOf(order: readonly string[]): Order {
  const by = order.map((property) => property.replace(/^-/, ''));
  return { by: by.includes('id') ? by : [...by, 'id'], descending: order[0]?.startsWith('-') ?? false };
}

function joined(by: Hang): Relation['join'] {
  return typeof by === 'function' ? by : (parent, row) => `${row.column(by)} = ${parent.column('id')}`;
}

/** Declares a relation and its field. */
export function relate(owner: object, property: string, relation: Relation): void {
  declarationOf(owner.constructor as Class).relations.set(property, relation);
  const type = () => relation.abstract?.() ?? relation.targets()[0];
  Field(relation.kind === 'one' ? (type as () => Class) : () => [type() as Class], {
    description: relation.description,
    nullable: relation.nullable,
  })(owner, property);
}
