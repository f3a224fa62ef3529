// Sends documents and frames to a node, so many in a second whatever comes back. In a process of its own, which takes only
// what time the two cores have left: a real attacker brings her own machine, and what is measured is what the node does.
import { constants, setPriority } from 'node:os';
import { RawSocket } from './raw-socket.js';

/** What an attacker does until it is told that it is enough, which it answers with the count of each status that it got. */
export interface Attack {
  readonly url: string;
  /** Bodies that are posted in turn, so many in a second, by nobody who is signed in. */
  readonly bodies: readonly string[];
  readonly perSecond: number;
  /** From where they come, as a proxy of the node's own says. */
  readonly address: string;
  /** What somebody who is signed in says on a new socket each second. */
  readonly frames: readonly string[];
  readonly token: string;
}

/** How many of the frames may be answered by silence: subscriptions that were opened. */
const OPENED = 20;

const statuses: Record<string, number> = {};
// What is closed or reset on the attacker is what it came for.
const lost = () => undefined;

async function post({ url, address }: Attack, body: Buffer<ArrayBuffer>): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': address };
  const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
  statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
  await answer.arrayBuffer();
}

async function crowd({ url, token, frames }: Attack): Promise<void> {
  const raw = await RawSocket.open(url);
  raw.say({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  await raw.next();
  for (const frame of frames) raw.socket.send(frame);
  for (let left = frames.length - OPENED; left > 0; left -= 1) await raw.next();
  await raw.leave();
}

/** Begins an attack. @returns what ends it. */
function begin(attack: Attack): () => void {
  // Nothing is made while others are measured.
  const bodies = attack.bodies.map((body) => Buffer.from(body));
  const began = performance.now();
  let sent = 0;
  const posting = setInterval(() => {
    const due = ((performance.now() - began) / 1_000) * attack.perSecond;
    for (; sent < due; sent += 1)
      post(attack, bodies[sent % bodies.length] as Buffer<ArrayBuffer>).catch(lost);
  }, 4);
  const crowding = setInterval(() => {
    if (attack.frames.length > 0) crowd(attack).catch(lost);
  }, 1_000);
  return () => [posting, crowding].forEach(clearInterval);
}

setPriority(constants.priority.PRIORITY_LOW);
let end: (() => void) | undefined;
process.on('message', (attack: Attack | 'enough') => {
  end?.();
  if (attack === 'enough') process.send?.(statuses);
  else end = begin(attack);
});
process.send?.('ready');
