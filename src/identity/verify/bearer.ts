import { Refusal } from '../../errors/refusal.js';

/** Longer tokens are refused before anything in them is read; those of ID-porten and Feide are below 2 KB. */
const longestToken = 8 * 1024;

/** RFC 6750 § 2.1 around the compact form of RFC 7515: one scheme, one space, one token of three parts. */
const bearer = /^bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;

/**
 * The token in an Authorization header.
 * @throws Refusal TOKEN_INVALID when the header is anything but one bearer token of at most 8 KB.
 */
export function bearerToken(authorization: string): string {
  const token =
    authorization.length > longestToken + 'Bearer '.length ? undefined : bearer.exec(authorization)?.[1];
  if (token === undefined) throw new Refusal('TOKEN_INVALID');
  return token;
}
