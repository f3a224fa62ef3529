import { sharedClock } from '../clock.js';
import { type Contestant, start } from '../contestants/contestant.js';
import type { DatabaseCopy } from '../database.js';
import { startNode } from '../field.js';
import type { BenchIssuer } from '../issuer.js';
import type { Kept } from '../kept.js';
import { Listeners } from '../listeners/listeners.js';
import { DIGITS, MARK, numbered } from '../listeners/questions.js';
import { beside } from '../places.js';
import { beginThread, type Circle, desksOf } from './circle.js';
import { freeNumbers, newcomersFor } from './newcomers.js';
import { Speaker } from './speaker.js';

/** How many sockets one person may hold. */
const EACH = 10;

/** What came of one event. */
export interface Sent {
  readonly milliseconds: number;
  readonly missed: number;
}

/** One of the two: how an event goes out there, who listens, and what came of it. */
export interface Side {
  readonly sent: Sent[];
  readonly server: Contestant;
  readonly headers: readonly string[];
  readonly listeners: Listeners;
  /** Sends the event of a number to everybody. @returns when that was ordered, by the shared clock. */
  send(number: number): Promise<number>;
}

/** The product: the event is a message that a teacher writes to everybody. */
export async function oursSide(
  database: DatabaseCopy,
  issuer: BenchIssuer,
  sockets: number,
  kept: Kept,
): Promise<Side> {
  const circle = await hall(database, Math.ceil(sockets / EACH));
  const server = await kept(startNode(database, issuer, ['--expose-gc']), (node) => node.stop());
  const listeners = await kept(Listeners.start(), (opened) => opened.stop());
  const speaker = await kept(Speaker.connect(database.ownerUrl), (opened) => opened.end());
  const headers = await Promise.all(
    circle.pids.map(async (pid) => `Bearer ${await issuer.token({ issuer: 'idporten', pid })}`),
  );
  return { sent: [], server, headers, listeners, send: (number) => speaker.say(circle, numbered(number)) };
}

/** One thread about one child, in which very many guardians take part. */
async function hall(database: DatabaseCopy, people: number): Promise<Circle & { pids: readonly string[] }> {
  const [desk] = await desksOf(database.ownerUrl, 1);
  if (!desk) throw new Error('the data holds no class');
  const made = await newcomersFor(database, desk, people, await freeNumbers(database));
  const guardians = made.map(({ person }) => person);
  return { ...(await beginThread(database.ownerUrl, desk, guardians)), pids: made.map(({ pid }) => pid) };
}

/** Bare `ws`, which sends a frame like the product's. */
export async function bareSide(sample: string, kept: Kept): Promise<Side> {
  const script = beside('./contestants/bare-sockets.js');
  const server = await kept(start('bare ws', script, {}, ['--expose-gc']), (opened) => opened.stop());
  const listeners = await kept(Listeners.start(), (opened) => opened.stop());
  const end = sample.indexOf(MARK) + MARK.length + DIGITS;
  return {
    sent: [],
    server,
    headers: [''],
    listeners,
    async send(number) {
      const frame = sample.slice(0, end - MARK.length - DIGITS) + numbered(number) + sample.slice(end);
      const ordered = sharedClock();
      await server.ask({ frame });
      return ordered;
    },
  };
}
