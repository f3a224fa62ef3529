import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getIntrospectionQuery,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { Refusal } from '../../errors/refusal.js';
import { bounds } from './bounds.js';
import { fragmentsOf } from './extent.js';

/** How long a list of the schema is: over all types that there are, and for the one type where it is longest. */
interface Length {
  readonly mean: number;
  readonly most: number;
}

type Lengths = ReadonlyMap<string, Length>;

/** The query that tools send, with everything that they may ask for. */
const usual = getIntrospectionQuery({
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  oneOf: true,
});

/** Lists whose owners are all there when `types` was asked for, so that their mean length holds. */
const owned = new Set(['fields', 'args', 'inputFields', 'enumValues']);

/**
 * Bounds what a document can ask of the schema itself: `__schema` under 19 aliases holds the process for 150 ms, and
 * so does one whose `types` have 45. Reckons with the lengths of the schema's own lists; run after `checkExtent`,
 * which bounds what is walked here.
 */
export class IntrospectionLimit {
  readonly #lengths: Lengths;
  readonly #most: number;

  constructor(schema: GraphQLSchema) {
    this.#lengths = lengthsOf(schema);
    this.#most = bounds.introspection * this.#dearest(parse(usual));
  }

  /** @throws Refusal OPERATION_TOO_COSTLY. */
  check(document: DocumentNode): void {
    if (this.#dearest(document) > this.#most) throw new Refusal('OPERATION_TOO_COSTLY');
  }

  /** What the dearest of a document's operations costs. */
  #dearest(document: DocumentNode): number {
    const fragments = fragmentsOf(document);
    let most = 0;
    for (const definition of document.definitions) {
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
      let cost = 0;
      for (const field of fieldsOf(definition.selectionSet, fragments))
        if (isIntrospective(field)) cost += this.#cost(field, fragments, false);
      most = Math.max(most, cost);
    }
    return most;
  }

  /** How many fields of the answer stand under a field, itself included. */
  #cost(field: FieldNode, fragments: Fragments, overAll: boolean): number {
    const name = field.name.value;
    const length = this.#lengths.get(name);
    const times = length === undefined ? 1 : overAll ? length.mean : length.most;
    const overAllBelow = name === 'types' || (overAll && owned.has(name));
    let below = 0;
    for (const each of fieldsOf(field.selectionSet, fragments))
      below += this.#cost(each, fragments, overAllBelow);
    return 1 + times * below;
  }
}

const isIntrospective = ({ name }: FieldNode): boolean =>
  name.value === '__schema' || name.value === '__type';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

function* fieldsOf(set: SelectionSetNode | undefined, fragments: Fragments): Generator<FieldNode> {
  for (const node of set?.selections ?? [])
    if (node.kind === Kind.FIELD) yield node;
    else if (node.kind === Kind.INLINE_FRAGMENT) yield* fieldsOf(node.selectionSet, fragments);
    else yield* fieldsOf(fragments.get(node.name.value)?.selectionSet, fragments);
}

function lengthsOf(schema: GraphQLSchema): Lengths {
  const types = Object.values(schema.getTypeMap());
  const directives = schema.getDirectives();
  const fields = types.flatMap(fieldsOfType);
  const withArgs = [...fields, ...directives].map(({ args }) => args.length);
  return new Map([
    ['types', always(types.length)],
    ['directives', always(directives.length)],
    ['fields', lengthOf(types.map((type) => fieldsOfType(type).length))],
    ['args', lengthOf(withArgs)],
    ['inputFields', lengthOf(types.map((type) => (isInputObjectType(type) ? sizeOf(type.getFields()) : 0)))],
    ['enumValues', lengthOf(types.map((type) => (isEnumType(type) ? type.getValues().length : 0)))],
    [
      'interfaces',
      lengthOf(
        types.map((type) => (isObjectType(type) || isInterfaceType(type) ? type.getInterfaces().length : 0)),
      ),
    ],
    [
      'possibleTypes',
      lengthOf(types.map((type) => (isAbstractType(type) ? schema.getPossibleTypes(type).length : 0))),
    ],
  ]);
}

function fieldsOfType(type: GraphQLNamedType) {
  return isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
}

const sizeOf = (object: object): number => Object.keys(object).length;
const always = (length: number): Length => ({ mean: length, most: length });

function lengthOf(lengths: readonly number[]): Length {
  const sum = lengths.reduce((total, length) => total + length, 0);
  return { mean: sum / lengths.length, most: Math.max(...lengths) };
}
