import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { Refusal } from '../../errors/refusal.js';
import { bounds } from './bounds.js';

/** How far a selection reaches once its fragments are written out. */
interface Extent {
  readonly depth: number;
  readonly fields: number;
  readonly rootFields: number;
}

const nothing: Extent = { depth: 0, fields: 0, rootFields: 0 };

/** The fragments of a document by name; of two with one name the last, as validation refuses both anyway. */
export function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

/**
 * Refuses a document that reaches too far. Each fragment is measured once, so the time is linear in the document,
 * whatever it would grow to; one that spreads itself has no end and is too deep.
 * @throws Refusal OPERATION_TOO_DEEP or OPERATION_TOO_LARGE; OPERATION_INVALID for the definition of a type.
 */
export function checkExtent(document: DocumentNode): void {
  const fragments = fragmentsOf(document);
  if (fragments.size > bounds.fragments) throw new Refusal('OPERATION_TOO_LARGE');
  const measure = new Measure(fragments);
  for (const definition of document.definitions) {
    // A definition of a type can't be run, and 400 of its fields hold validation for 20 ms.
    if (!('selectionSet' in definition)) throw new Refusal('OPERATION_INVALID');
    measure.directives(definition.directives);
    for (const variable of definition.variableDefinitions ?? []) measure.directives(variable.directives);
    const extent =
      definition.kind === Kind.FRAGMENT_DEFINITION
        ? measure.fragment(definition.name.value)
        : measure.selections(definition.selectionSet);
    refuseExcess(extent);
    if (definition.kind === Kind.OPERATION_DEFINITION && extent.rootFields > bounds.rootFields)
      throw new Refusal('OPERATION_TOO_LARGE');
  }
}

function refuseExcess(extent: Extent): void {
  if (extent.depth > bounds.depth) throw new Refusal('OPERATION_TOO_DEEP');
  if (extent.fields > bounds.fields) throw new Refusal('OPERATION_TOO_LARGE');
}

/** Walks a document once; aliases and directives are counted where they are written. */
class Measure {
  private readonly known = new Map<string, Extent>();
  private readonly open = new Set<string>();
  private aliases = 0;
  private directiveCount = 0;

  constructor(private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>) {}

  selections(set: SelectionSetNode | undefined): Extent {
    let sum = nothing;
    for (const node of set?.selections ?? []) {
      this.directives(node.directives);
      const one = this.selection(node);
      sum = {
        depth: Math.max(sum.depth, one.depth),
        fields: sum.fields + one.fields,
        rootFields: sum.rootFields + one.rootFields,
      };
    }
    return sum;
  }

  fragment(name: string): Extent {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const definition = this.fragments.get(name);
    if (definition === undefined) return nothing;
    if (this.open.has(name)) throw new Refusal('OPERATION_TOO_DEEP');
    this.open.add(name);
    const extent = this.selections(definition.selectionSet);
    this.open.delete(name);
    this.known.set(name, extent);
    return extent;
  }

  directives(nodes: readonly DirectiveNode[] | undefined): void {
    this.directiveCount += nodes?.length ?? 0;
    if (this.directiveCount > bounds.directives) throw new Refusal('OPERATION_TOO_LARGE');
  }

  private selection(node: SelectionNode): Extent {
    if (node.kind === Kind.FRAGMENT_SPREAD) return this.fragment(node.name.value);
    if (node.kind === Kind.INLINE_FRAGMENT) return this.selections(node.selectionSet);
    if (node.alias !== undefined) this.aliases += 1;
    if (this.aliases > bounds.aliases) throw new Refusal('OPERATION_TOO_LARGE');
    const below = this.selections(node.selectionSet);
    return { depth: below.depth + 1, fields: below.fields + 1, rootFields: 1 };
  }
}
