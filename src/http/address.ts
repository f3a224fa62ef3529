import type { IncomingMessage } from 'node:http';

/**
 * The address that a request comes from.
 * @param proxies how many proxies of our own stand in front, each of which adds whom it heard from to `X-Forwarded-For`;
 *   what stands before those was written by the client, and is not believed.
 */
export function addressOf({ headers, socket }: IncomingMessage, proxies: number): string {
  const heard = socket.remoteAddress ?? '';
  if (proxies === 0) return heard;
  const named = [headers['x-forwarded-for'] ?? []].flat().flatMap((line) => line.split(','));
  const all = [...named.map((name) => name.trim()), heard];
  return all[Math.max(0, all.length - 1 - proxies)] ?? heard;
}
