import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Sends a text with its entity tag, or 304 without it to a client that has it already (RFC 9110, 13.1.2).
 * @param kind weak where the same is said in bytes that may differ.
 */
export function sendTagged(
  request: FastifyRequest,
  reply: FastifyReply,
  text: string,
  kind: 'strong' | 'weak' = 'strong',
): FastifyReply {
  const tag = `${kind === 'weak' ? 'W/' : ''}"${hash('sha256', text, 'base64url').slice(0, 32)}"`;
  reply.header('etag', tag);
  return isKnown(request.headers['if-none-match'], tag) ? reply.code(304).send() : reply.send(text);
}

/** Compares as If-None-Match demands: whether a tag is weak makes no difference. */
function isKnown(given: string | undefined, tag: string): boolean {
  if (given?.trim() === '*') return true;
  const opaque = (each: string) => each.replace(/^W\//, '');
  return (given?.match(/(?:W\/)?"[^"]*"/g) ?? []).some((each) => opaque(each) === opaque(tag));
}
