import type { JSONWebKeySet } from 'jose';

/** One issuer of access tokens that we believe. */
export interface TrustedIssuer {
  /** Must equal `iss` byte for byte. */
  readonly issuer: string;
  /** Must be in `aud`: the address of this service as the issuer knows it. */
  readonly audience: string;
  /** Where the issuer's keys are, when they are not to be found by discovery. */
  readonly jwksUri?: string | undefined;
}

/** Why a key set could not be had: words for an operator, with nothing from any token in them. */
export class KeySetUnavailable extends Error {
  override readonly name = 'KeySetUnavailable';
}

/** For discovery and key set together, so that a key that was just rotated in is accepted within five seconds. */
const timeout = 3_000;
const largestAnswer = 256 * 1024;

/**
 * Gives a function that fetches the issuer's key set: at an address found by OpenID Connect Discovery 1.0 § 4, which
 * is remembered for as long as it answers. Redirects are not followed.
 * @param closing aborts a fetch under way.
 * @param heard is told what time it is at the issuer, where it says so.
 * @throws KeySetUnavailable
 */
export function keySetSource(
  trusted: TrustedIssuer,
  closing: AbortSignal,
  heard: (time: number) => void = () => {},
): () => Promise<JSONWebKeySet> {
  let address = trusted.jwksUri;
  return async () => {
    const signal = AbortSignal.any([AbortSignal.timeout(timeout), closing]);
    try {
      address ??= await discover(trusted.issuer, signal);
      return keySetIn(await fetchJson(address, signal, heard));
    } catch (error) {
      address = trusted.jwksUri;
      throw error instanceof KeySetUnavailable ? error : new KeySetUnavailable(reasonOf(error));
    }
  };
}

async function discover(issuer: string, signal: AbortSignal): Promise<string> {
  const found = await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, signal);
  if (found.issuer !== issuer) throw new KeySetUnavailable('its configuration names another issuer');
  const address = found.jwks_uri;
  if (typeof address !== 'string' || !URL.canParse(address))
    throw new KeySetUnavailable('its configuration names no key set');
  if (new URL(issuer).protocol === 'https:' && new URL(address).protocol !== 'https:')
    throw new KeySetUnavailable('its configuration names a key set without https');
  return address;
}

function keySetIn(answer: Record<string, unknown>): JSONWebKeySet {
  if (!Array.isArray(answer.keys)) throw new KeySetUnavailable('the answer is not a key set');
  return { keys: answer.keys };
}

async function fetchJson(
  address: string,
  signal: AbortSignal,
  heard?: (time: number) => void,
): Promise<Record<string, unknown>> {
  const headers = { accept: 'application/json' };
  const response = await fetch(address, { redirect: 'error', signal, headers });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new KeySetUnavailable(`HTTP status ${response.status}`);
  }
  const time = Date.parse(response.headers.get('date') ?? '');
  if (!Number.isNaN(time)) heard?.(time);
  const answer: unknown = JSON.parse(await limitedText(response));
  if (typeof answer !== 'object' || answer === null)
    throw new KeySetUnavailable('the answer is not an object');
  return answer as Record<string, unknown>;
}

async function limitedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > largestAnswer) throw new KeySetUnavailable('the answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'the answer is not JSON';
  if (!(error instanceof Error)) return 'unknown';
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
  return code ?? error.name;
}
