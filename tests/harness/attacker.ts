// Sends documents and frames to a node, so many in a second whatever comes back. In a process of its own, which takes only
// what time the two cores have left: a real attacker brings her own machine, and what is measured is what the node does.
import { constants, setPriority } from 'node:os';
import { hostileDocuments } from './hostile-documents/index.js';
import { RawSocket } from './raw-socket.js';

/** What an attacker does until it is told that it is enough, which it answers with the count of each status that it got. */
export interface Attack {
  readonly url: string;
  /**
   * Hostile documents, and a thousand subscriptions on a new socket each second; or, to compare them with, as many
   * harmless documents of the same lengths.
   */
  readonly kind: 'hostile' | 'harmless';
  /** Documents that are posted in a second, by nobody who is signed in. */
  readonly perSecond: number;
  /** From where they come, as a proxy of the node's own says. */
  readonly address: string;
  /** Of somebody who is signed in, for the sockets. */
  readonly token: string;
}

/** Subscriptions that are asked for on one socket, and how many of them are opened, which is answered by silence. */
const ASKED = 1_000;
const OPENED = 20;
/** Bytes of the longest harmless document: a longer body is refused for its length. */
const LONGEST = 90_000;

const hostile = hostileDocuments.map(([, query]) => JSON.stringify({ query }));
// Nothing is made while others are measured.
const bodies = {
  hostile: hostile.map((body) => Buffer.from(body)),
  harmless: hostile.map((body) => Buffer.from(harmlessAs(body))),
};

const statuses: Record<string, number> = {};
// What is closed or reset on the attacker is what it came for.
const lost = () => undefined;

async function post({ url, address }: Attack, body: Buffer<ArrayBuffer>): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': address };
  const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
  statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
  await answer.arrayBuffer();
}

/** A body of the same length, of a document that is known after its first time, as far as a body may be long. */
function harmlessAs(body: string): string {
  const length = Math.min(Buffer.byteLength(body), LONGEST);
  return JSON.stringify({ query: '{ __typename } #'.padEnd(length - '{"query":""}'.length, 'x') });
}

async function crowd({ url, token }: Attack): Promise<void> {
  const raw = await RawSocket.open(url);
  raw.say({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  await raw.next();
  const query = 'subscription { checkInRecorded { checkedInAt } }';
  for (let id = 0; id < ASKED; id += 1) raw.subscribe(`${id}`, query);
  for (let left = ASKED - OPENED; left > 0; left -= 1) await raw.next();
  await raw.leave();
}

/** Begins an attack. @returns what ends it. */
function begin(attack: Attack): () => void {
  const own = bodies[attack.kind];
  const began = performance.now();
  let sent = 0;
  const posting = setInterval(() => {
    const due = ((performance.now() - began) / 1_000) * attack.perSecond;
    for (; sent < due; sent += 1) post(attack, own[sent % own.length] as Buffer<ArrayBuffer>).catch(lost);
  }, 4);
  const crowding = setInterval(() => {
    if (attack.kind === 'hostile') crowd(attack).catch(lost);
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
