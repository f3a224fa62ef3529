/** What the end of a socket means. `token`: come again with a new one. `passing`: come again. `broken`: do not. */
export type Loss =
  | { readonly kind: 'token' }
  | { readonly kind: 'passing' }
  | { readonly kind: 'broken'; readonly why: string; readonly cause?: unknown };

const TOKEN = 4403;
/** What only a broken client or server brings about: bad messages, wrong order, an error inside. */
const broken = new Set([4004, 4005, 4400, 4401, 4406, 4409, 4429, 4500]);
/** Those of WebSocket's own codes that say nothing worse than goodbye: everything else below 2000 is a broken frame. */
const goodbyes = new Set([1000, 1001, 1005, 1006, 1012, 1013, 1014]);

/**
 * @param failure what graphql-ws was told: a close event, an `error` event of the network, or an `Error` of its own for
 *   a message that is not of the protocol.
 */
export function lossOf(failure: unknown): Loss {
  const code = codeOf(failure);
  if (code === TOKEN) return { kind: 'token' };
  if (code !== undefined && (broken.has(code) || (code < 2_000 && !goodbyes.has(code))))
    return { kind: 'broken', why: `The socket was closed with ${code}.` };
  if (code === undefined && failure instanceof Error)
    return { kind: 'broken', why: 'The server sent what is not of the protocol.', cause: failure };
  return { kind: 'passing' };
}

function codeOf(failure: unknown): number | undefined {
  const code =
    typeof failure === 'object' && failure !== null && 'code' in failure ? failure.code : undefined;
  return typeof code === 'number' ? code : undefined;
}
