import type { TypedDocumentString } from '../generated/graphql.js';
import type { Visitor } from './town.js';

/**
 * Sends a typed document and gives its answer, typed as the document is.
 * @throws Error with the answer's whole text when it has errors.
 */
export async function ask<Result, Variables extends Readonly<Record<string, unknown>>>(
  visitor: Visitor,
  document: TypedDocumentString<Result, Variables>,
  ...[variables]: Variables extends Record<string, never> ? [] : [Variables]
): Promise<Result> {
  const answer = await visitor.send(document.toString(), variables);
  if (answer.errors.length > 0) throw new Error(answer.text);
  return answer.data;
}
