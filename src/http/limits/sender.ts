import type { Claimant } from '../../identity/claimant.js';

/** Who sends something: somebody whose token was verified, or whose was refused, or nobody with a token at all. */
export interface Sender {
  readonly claimant?: Claimant | undefined;
  /** What the verifier threw. */
  readonly failure?: unknown;
  readonly address: string;
}

/** Who asks, which is known first, so that whatever follows is counted for the right one. */
export async function senderOf(address: string, asking: Promise<Claimant | undefined>): Promise<Sender> {
  try {
    return { claimant: await asking, address };
  } catch (failure) {
    return { failure, address };
  }
}

/** For whom it is counted: one person, whatever the address, or all at an address who are not signed in. */
export const keyOf = ({ claimant, address }: Sender): string =>
  claimant ? nameOf(claimant) : networkOf(address);

const nameOf = (claimant: Claimant): string =>
  claimant.issuer === 'idporten' ? claimant.pid : claimant.subject;

/** An address of IPv4, or of IPv6 the network of 64 bits that one household has all addresses of. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail = ''] = plain.split('::').map((part) => part.replace(/%.*$/, ''));
  const [before, after] = [head, tail].map((part) => part.split(':').filter(Boolean)) as [string[], string[]];
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  const groups = plain.includes('::') ? [...before, ...zeros, ...after] : before;
  return groups.slice(0, 4).join(':');
}
