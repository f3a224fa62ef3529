import {
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { typeOfId } from '../../../src/reading/identifier.js';
import { type Placed, Scope } from './selection-scope.js';

type Composite = GraphQLObjectType | GraphQLInterfaceType;

/** What there is to ask for in a town, for one person. */
export interface Wares {
  /** Ids that the person may well see. */
  readonly own: readonly string[];
  /** Ids of every type, of anybody's rows, and what is no id. */
  readonly ids: readonly string[];
  /** Whether the person may ask for a field; what is refused takes whole objects out of an answer. */
  allows(type: string, field: string): boolean;
  /** Cursors from earlier answers by `Type.field`. */
  readonly cursors: ReadonlyMap<string, readonly string[]>;
  readonly searches: readonly string[];
  readonly days: readonly string[];
}

/** A number from 0 to this one. */
export type Pick = (most: number) => number;

export interface RandomOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const DEPTH = 5;
/** Where an operation stops growing; smaller ones are shrunk in less time. */
const FIELDS = 25;
/** How often a field may be answered in one operation, reckoned with five rows to a list. */
const WEIGHT = 130;
const fallbackKeys = [
  'a',
  'b',
  'id',
  'name',
  'node',
  'nodes',
  'rows',
  'total',
  'page',
  'o',
  `long_${'x'.repeat(58)}`,
];

/** Writes a random query that the schema allows, mostly: two fragments can still disagree. */
export function randomOperation(schema: GraphQLSchema, wares: Wares, pick: Pick): RandomOperation {
  return new Writing(schema, wares, pick).operation();
}

const isPage = ({ name }: { readonly name: string }) => /(Connection|Edge)$|^PageInfo$/.test(name);

class Writing {
  readonly #fragments: { name: string; type: Composite; text: string }[] = [];
  readonly #variables = new Map<string, { type: string; value: unknown; byDefault?: string }>();
  #keys = 0;
  #fields = 0;

  constructor(
    readonly schema: GraphQLSchema,
    readonly wares: Wares,
    readonly pick: Pick,
  ) {}

  operation(): RandomOperation {
    const query = this.schema.getQueryType();
    if (!query) throw new Error('the schema has no queries');
    const scope = new Scope((name) => this.#possible(name));
    const body = this.#selections(query, scope, DEPTH, 1);
    const declared = [...this.#variables].map(
      ([name, { type, byDefault }]) => `$${name}: ${type}${byDefault ? ` = ${byDefault}` : ''}`,
    );
    const head = `query Random${declared.length > 0 ? `(${declared.join(', ')})` : ''}`;
    const used = this.#fragments.map(({ name, type, text }) => `fragment ${name} on ${type.name} ${text}`);
    const given = [...this.#variables].filter(([, { value }]) => value !== undefined);
    return {
      query: [`${head} ${body}`, ...used].join('\n'),
      variables: Object.fromEntries(given.map(([name, { value }]) => [name, value])),
    };
  }

  #possible(name: string): readonly string[] {
    const type = this.schema.getType(name);
    return isInterfaceType(type) ? this.schema.getPossibleTypes(type).map((each) => each.name) : [name];
  }

  #selections(type: Composite, scope: Scope, depth: number, weight: number): string {
    const count = 1 + this.pick(type.name === 'Query' ? 1 : 3);
    if (this.#fields > FIELDS) return '{ __typename }';
    const parts = Array.from({ length: count }, (_, at) =>
      type.name === 'Query' && at === 0
        ? this.#field(type, scope, depth, weight)
        : this.#selection(type, scope, depth, weight),
    );
    return `{ ${parts.join(' ')} }`;
  }

  #selection(type: Composite, scope: Scope, depth: number, weight: number): string {
    const isQuery = type.name === 'Query';
    switch (this.pick(12)) {
      case 9:
        return this.#inline(type, scope, depth, weight);
      case 10:
        return this.#named(type, scope, depth, weight);
      case 11: {
        const known = this.#fragments.filter((each) => each.type === type && weight === 1);
        const again = known[this.pick(Math.max(0, known.length - 1))];
        return again ? `...${again.name}` : '__typename';
      }
      case 12:
        return isQuery ? 'viewer { __typename }' : `${this.pick(1) ? '' : 'kind: '}__typename`;
      default:
        return this.#field(type, scope, depth, weight);
    }
  }

  #inline(type: Composite, scope: Scope, depth: number, weight: number): string {
    const on = this.#narrowed(type);
    const text = this.#selections(on, scope, depth, weight);
    return `...${on !== type || this.pick(1) ? ` on ${on.name}` : ''}${this.#directive()} ${text}`;
  }

  #named(type: Composite, scope: Scope, depth: number, weight: number): string {
    const on = this.#narrowed(type);
    const text = this.#selections(on, scope, depth, weight);
    const name = `F${this.#fragments.length}`;
    this.#fragments.push({ name, type: on, text });
    return `...${name}${this.#directive()}`;
  }

  /** The type itself, an interface of it, or a type that implements it. */
  #narrowed(type: Composite): Composite {
    const others = isObjectType(type) ? type.getInterfaces() : this.schema.getPossibleTypes(type);
    const all: Composite[] = [type, ...others];
    return all[this.pick(all.length - 1)] ?? type;
  }

  #field(type: Composite, scope: Scope, depth: number, weight: number): string {
    this.#fields += 1;
    const again = this.#again(type, scope);
    const field = again ? type.getFields()[again.field] : this.#chosen(type, depth, weight);
    if (!field) return '__typename';
    const placed = again ?? this.#place(type, scope, field);
    const target = getNamedType(field.type);
    const below =
      isObjectType(target) || isInterfaceType(target)
        ? ` ${this.#below(target, field, placed, depth, weight)}`
        : '';
    const key = placed.key === field.name ? '' : `${placed.key}: `;
    return `${key}${field.name}${placed.args}${this.#directive()}${below}`;
  }

  #below(
    target: Composite,
    field: GraphQLField<unknown, unknown>,
    placed: Placed,
    depth: number,
    weight: number,
  ): string {
    const isList = isListType(isNonNullType(field.type) ? field.type.ofType : field.type);
    const times = isList && !isPage(target) ? 5 : 1;
    return this.#selections(target, placed.below, isPage(target) ? depth : depth - 1, weight * times);
  }

  /** A field that stands here already, asked for once more: what stands below is merged. */
  #again(type: Composite, scope: Scope): Placed | undefined {
    const there = scope.of(type.name);
    return this.pick(5) === 5 ? there[this.pick(Math.max(0, there.length - 1))] : undefined;
  }

  #chosen(type: Composite, depth: number, weight: number): GraphQLField<unknown, unknown> | undefined {
    const isBold = this.pick(15) === 15;
    const fields = Object.values(type.getFields()).filter((field) => {
      const target = getNamedType(field.type);
      if (!isObjectType(target) && !isInterfaceType(target)) return true;
      return (depth > 0 && weight < WEIGHT) || target.name === 'PageInfo';
    });
    const allowed = fields.filter((field) => this.#allows(type, field));
    const shown = isBold || allowed.length === 0 ? fields : allowed;
    const entries = fields.filter(
      (field) => !('name' in getNamedType(field.type) && field.args.length === 0),
    );
    const liked = entries.length > 0 && this.pick(2) === 2 ? entries : shown;
    return liked[this.pick(Math.max(0, liked.length - 1))];
  }

  #allows(type: Composite, field: GraphQLField<unknown, unknown>): boolean {
    const target = getNamedType(field.type);
    const isEntered = isObjectType(target) && !isPage(target);
    const entered = isPage(target) ? target.name.replace('Connection', '') : target.name;
    const may = this.#possible(type.name).every((name) => this.wares.allows(name, field.name));
    return isPage(type) || (may && (!(isEntered || isPage(target)) || this.wares.allows(entered, '*')));
  }

  #place(type: Composite, scope: Scope, field: GraphQLField<unknown, unknown>): Placed {
    const args = this.#arguments(type, field);
    const names = [...Object.keys(type.getFields()), ...fallbackKeys];
    const wanted = this.pick(2) === 2 ? names[this.pick(names.length - 1)] : field.name;
    const isFree = wanted !== undefined && scope.at(wanted, type.name) === undefined;
    const key = isFree ? wanted : `k${++this.#keys}`;
    return scope.place(key, type.name, field.name, args);
  }

  #arguments(type: Composite, field: GraphQLField<unknown, unknown>): string {
    const parts = field.args
      .filter((arg) => isNonNullType(arg.type) || this.pick(2) === 0)
      .map((arg) => `${arg.name}: ${this.#value(arg.name, String(arg.type), `${type.name}.${field.name}`)}`);
    return parts.length > 0 ? `(${parts.join(', ')})` : '';
  }

  /** A value for an argument, written out or as a variable, now and then null or left to its default. */
  #value(name: string, type: string, list: string): string {
    const value = this.#oneOf(name, list);
    const isRequired = type.endsWith('!');
    const form = this.pick(isRequired ? 1 : 3);
    if (form === 0) return JSON.stringify(value);
    if (form === 1) return this.#variable(type, value);
    if (form === 2) return this.#variable(type, undefined, JSON.stringify(value));
    return this.pick(1) ? 'null' : this.#variable(type, null);
  }

  #variable(type: string, value: unknown, byDefault?: string): string {
    const name = `v${this.#variables.size}`;
    this.#variables.set(name, { type, value, ...(byDefault ? { byDefault } : {}) });
    return `$${name}`;
  }

  #oneOf(name: string, list: string): unknown {
    const from = <T>(values: readonly T[] | undefined): T | null =>
      values?.[this.pick(Math.max(0, values.length - 1))] ?? null;
    if (name === 'first') return [1, 2, 3, 5, 20][this.pick(4)];
    if (name === 'after') return from(this.wares.cursors.get(list));
    if (name === 'search') return from(this.wares.searches);
    if (name === 'from' || name === 'to') return from(this.wares.days);
    if (this.wares.own.length === 0 || this.pick(4) === 0) return from(this.wares.ids);
    const wanted = name === 'id' ? list.replace('Query.', '') : name;
    const fitting = this.wares.own.filter((id) => typeOfId(id)?.name.toLowerCase() === wanted.toLowerCase());
    return from(fitting.length > 0 ? fitting : this.wares.own);
  }

  #directive(): string {
    const name = ['include', 'skip'][this.pick(1)];
    const chosen = this.pick(15);
    if (chosen === 15) return ` @${name}(if: ${this.pick(1) === 1})`;
    return chosen === 14 ? ` @${name}(if: ${this.#variable('Boolean!', this.pick(1) === 1)})` : '';
  }
}
