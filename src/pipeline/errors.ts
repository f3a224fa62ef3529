import type { ExecutionResult, GraphQLError } from 'graphql';

/**
 * One error for each field that was refused, where a list would give one for each of its rows: the answer stays small,
 * and the client reads what it asked for wrongly. Errors of different codes, fields or aliases stay apart.
 */
export function onePerField(result: ExecutionResult): ExecutionResult {
  if (!result.errors || result.errors.length < 2) return result;
  const seen = new Map<string, GraphQLError>();
  for (const error of result.errors) {
    const place = (error.path ?? []).map((key) => (typeof key === 'number' ? '' : key)).join('.');
    const key = `${place}|${error.originalError?.message ?? error.message}`;
    if (!seen.has(key)) seen.set(key, error);
  }
  return { ...result, errors: [...seen.values()] };
}
