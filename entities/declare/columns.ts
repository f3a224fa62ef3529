import { Enum, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int } from 'type-graphql';
import type { PrivacyFacts } from './personal.js';
import { type Class, declarationOf } from './registry.js';
import { Instant, LocalDate } from './scalars.js';

type Decorate = (target: object, property: string) => void;

/** What a column may say of itself, beside its kind and description. */
export interface ColumnOptions {
  readonly nullable?: boolean;
  readonly unique?: boolean;
  readonly index?: boolean;
  /** Stored, but no field of the schema. */
  readonly hidden?: boolean;
  /** Guarded by a rule of its own: its resolver is wrapped. */
  readonly guarded?: boolean;
  readonly collation?: string;
  /** As how many nodes a value that may be long is reckoned in the cost of an operation: one for each 200 characters. */
  readonly weight?: number;
  /** The type in the database, where it is not the one of the kind. */
  readonly columnType?: string;
  readonly personal?: Partial<PrivacyFacts> | 'impersonal';
}

type FieldType = NonNullable<Parameters<typeof Field>[0]>;

function column(description: string, options: ColumnOptions, type: FieldType, persist: Decorate): Decorate {
  return (target, property) => {
    persist(target, property);
    const declaration = declarationOf(target.constructor as Class);
    declaration.columns.add(property);
    if (options.guarded) declaration.guarded.add(property);
    if (options.weight) declaration.weights.set(property, options.weight);
    if (options.personal) declaration.fieldPrivacy.set(property, options.personal);
    if (options.hidden) return;
    Field(type as () => typeof String, {
      description,
      nullable: options.nullable ?? false,
      simple: !options.guarded,
    })(target, property);
  };
}

const stored = (type: string, options: ColumnOptions) => ({
  type: options.columnType ?? type,
  nullable: options.nullable ?? false,
  ...(options.unique ? { unique: true } : {}),
  ...(options.index ? { index: true } : {}),
  ...(options.collation ? { collation: options.collation } : {}),
});

/** The primary key: a UUID that the program makes, with the type's tag inside. */
export function id(description = 'Opaque id; unique over all types.'): Decorate {
  return column(description, {}, () => ID, PrimaryKey({ type: 'uuid' }));
}

/** A text. */
export function text(description: string, options: ColumnOptions = {}): Decorate {
  return column(description, options, () => String, Property(stored('text', options)));
}

/** The name of a person or a thing: text that sorts as Norwegians expect. */
export function name(description: string, options: ColumnOptions = {}): Decorate {
  return text(description, { collation: 'nb-x-icu', ...options });
}

/** A calendar date without time or zone, such as `2026-11-23`. */
export function day(description: string, options: ColumnOptions = {}): Decorate {
  return column(description, options, () => LocalDate, Property(stored('date', options)));
}

/** A point in time. */
export function instant(description: string, options: ColumnOptions = {}): Decorate {
  return column(description, options, () => Instant, Property(stored('timestamptz', options)));
}

/** A whole number. */
export function whole(description: string, options: ColumnOptions = {}): Decorate {
  return column(description, options, () => Int, Property(stored('integer', options)));
}

/** Yes or no. */
export function flag(description: string, options: ColumnOptions = {}): Decorate {
  return column(description, options, () => Boolean, Property(stored('boolean', options)));
}

/** One value of a closed list: text in the database, an enum in the schema. */
export function coded(codes: () => object, description: string, options: ColumnOptions = {}): Decorate {
  const items = () => codes() as Record<string, string>;
  return column(
    description,
    options,
    codes as FieldType,
    Enum({ items, nullable: options.nullable ?? false }),
  );
}

/** A field of a row that is not of a table, such as one that a function of the database gives. */
export function given(type: FieldType | 'LocalDate', description: string): Decorate {
  return (target, property) => {
    declarationOf(target.constructor as Class).columns.add(property);
    Field(type === 'LocalDate' ? () => LocalDate : (type as () => typeof String), { description })(
      target,
      property,
    );
  };
}
