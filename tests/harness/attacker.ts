// Sends documents and frames to a node, so many in a second whatever comes back: in a thread of its own, so that who
// measures does not wait for their making.
import { parentPort, workerData } from 'node:worker_threads';
import { RawSocket } from './raw-socket.js';

/** What an attacker does until it is sent a message, which it answers with the count of each status that it got. */
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

const attack = workerData as Attack;
const statuses: Record<string, number> = {};
let sent = 0;
const began = performance.now();

async function post(): Promise<void> {
  const body = attack.bodies[sent % attack.bodies.length] ?? '';
  sent += 1;
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': attack.address };
  const answer = await fetch(`${attack.url}/graphql`, { method: 'POST', headers, body });
  statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
  await answer.arrayBuffer();
}

async function crowd(): Promise<void> {
  const raw = await RawSocket.open(attack.url);
  raw.say({ type: 'connection_init', payload: { authorization: `Bearer ${attack.token}` } });
  await raw.next();
  for (const frame of attack.frames) raw.socket.send(frame);
  for (let left = attack.frames.length - OPENED; left > 0; left -= 1) await raw.next();
  await raw.leave();
}

// What is closed or reset on the attacker is what it came for.
const lost = () => undefined;
const posting = setInterval(() => {
  const due = ((performance.now() - began) / 1_000) * attack.perSecond;
  while (sent < due) void post().catch(lost);
}, 4);
const crowding = setInterval(() => void crowd().catch(lost), 1_000);
parentPort?.once('message', () => {
  clearInterval(posting);
  clearInterval(crowding);
  parentPort?.postMessage(statuses);
});
