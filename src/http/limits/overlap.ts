import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { Refusal } from '../../errors/refusal.js';
import { bounds } from './bounds.js';
import { fragmentsOf } from './extent.js';

/**
 * Bounds the work of the rule that fields of one response name can be merged: it compares every pair of them, so
 * `{a{b}a{b}…}` of 6 KB holds validation for 100 ms. Run after `checkExtent`, which bounds what is walked here.
 * @throws Refusal OPERATION_TOO_LARGE.
 */
export function checkOverlap(document: DocumentNode): void {
  const fragments = fragmentsOf(document);
  let left: number = bounds.samePlacePairs;
  for (const definition of document.definitions) {
    if (!('selectionSet' in definition)) continue;
    left -= pairsIn([definition.selectionSet], fragments, left);
    if (left < 0) throw new Refusal('OPERATION_TOO_LARGE');
  }
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** Counts the pairs in one place and below it; gives up soon after `limit`. */
function pairsIn(places: readonly SelectionSetNode[], fragments: Fragments, limit: number): number {
  const groups = new Map<string, FieldNode[]>();
  const spread = new Set<string>();
  for (const place of places) collect(place, fragments, groups, spread);
  let pairs = 0;
  for (const group of groups.values()) {
    pairs += (group.length * (group.length - 1)) / 2;
    if (pairs > limit) return pairs;
    const below = group.flatMap((field) => field.selectionSet ?? []);
    if (below.length > 0) pairs += pairsIn(below, fragments, limit - pairs);
  }
  return pairs;
}

function collect(
  set: SelectionSetNode,
  fragments: Fragments,
  groups: Map<string, FieldNode[]>,
  spread: Set<string>,
): void {
  for (const node of set.selections) {
    if (node.kind === Kind.FIELD) {
      const name = (node.alias ?? node.name).value;
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [node]);
      else group.push(node);
    } else if (node.kind === Kind.INLINE_FRAGMENT) {
      collect(node.selectionSet, fragments, groups, spread);
    } else if (!spread.has(node.name.value)) {
      spread.add(node.name.value);
      const fragment = fragments.get(node.name.value);
      if (fragment !== undefined) collect(fragment.selectionSet, fragments, groups, spread);
    }
  }
}
