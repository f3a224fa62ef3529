import { Refusal } from '../../errors/refusal.js';
import { bounds } from './bounds.js';

/**
 * Refuses variables that are nested deeper than any input of the schema: coercion is recursive, this walk is not.
 * @throws Refusal OPERATION_TOO_DEEP.
 */
export function checkVariables(variables: unknown): void {
  let level: unknown[] = [variables];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > bounds.variables) throw new Refusal('OPERATION_TOO_DEEP');
    level = level.flatMap(childrenOf);
  }
}

function childrenOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).filter((child) => typeof child === 'object' && child !== null);
}
