import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a browser says that a request comes from a page of ours. It says so in `Sec-Fetch-Site`, which no script can
 * set, or in `Origin`; where it says neither, it is taken for another's. A page that sends no referrer makes the browser
 * send `Origin: null` with forms: then the other word decides alone.
 * @param publicUrl the address that browsers use.
 */
export function isSameOrigin(headers: IncomingHttpHeaders, publicUrl: string): boolean {
  const { origin, host, 'sec-fetch-site': site } = headers;
  if (site !== undefined && site !== 'same-origin') return false;
  if (origin === undefined || (origin === 'null' && site !== undefined)) return site !== undefined;
  return isOwnOrigin(origin, host, publicUrl);
}

/** Whether an origin is ours: the public one, or that of the host that was asked, unless it has lost its encryption. */
export function isOwnOrigin(
  origin: string,
  host: string | undefined,
  publicUrl: string | undefined,
): boolean {
  if (!URL.canParse(origin)) return false;
  if (publicUrl?.startsWith('https:') && !origin.startsWith('https:')) return false;
  return new URL(origin).host === host || origin === publicUrl;
}
