import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { withoutIdentityNumbers } from '../errors/identity-number.js';

const sane = /^[A-Za-z0-9-]{8,64}$/;

/** The caller's `x-request-id` where it is sane and can be no identity number; else a new UUID. */
export function requestIdFor(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  const isFit = typeof given === 'string' && sane.test(given) && withoutIdentityNumbers(given) === given;
  return isFit ? given : randomUUID();
}
