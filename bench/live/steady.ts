import { setTimeout as delay } from 'node:timers/promises';
import type { DatabaseCopy } from '../database.js';
import { startNode } from '../field.js';
import type { BenchIssuer } from '../issuer.js';
import type { Kept } from '../kept.js';
import { Listeners } from '../listeners/listeners.js';
import { numbered, type Receipts } from '../listeners/questions.js';
import { beginThread, type Circle, desksOf } from './circle.js';
import { freeNumbers, newcomersFor } from './newcomers.js';
import { Speaker } from './speaker.js';

/** What two nodes showed under a steady stream of events. */
export interface Steady {
  /** Events a second that were really committed. */
  readonly perSecond: number;
  /** Milliseconds from each commit to each client, and Infinity for what never came. */
  readonly latencies: readonly number[];
  readonly lost: number;
  readonly repeated: number;
}

export const PER_SECOND = 500;
const SECONDS = 20;
const EVENTS = PER_SECOND * SECONDS;
/** How many threads are written to in turn; each has a listener on either node. */
const THREADS = 50;
const NODES = 2;
/** More writers than wait for their commits at one time. */
const SPEAKERS = 16;
const TRIES = 5;
/** The numbers of the warm-up stand above those of the events. */
const WARM_UP = 1_000_000;

/** Writes at a steady pace on one database, and listens at two nodes. */
export async function runSteady(database: DatabaseCopy, issuer: BenchIssuer, kept: Kept): Promise<Steady> {
  const listeners = await kept(Listeners.start(), (opened) => opened.stop());
  const circles = await openCircles(database, issuer, listeners, kept);
  const speakers: Speaker[] = [];
  for (let index = 0; index < SPEAKERS; index++)
    speakers.push(await kept(Speaker.connect(database.ownerUrl), (opened) => opened.end()));
  await warmUp(circles, speakers, listeners);
  const begun = performance.now();
  const sent = await speak(circles, speakers);
  const seconds = (performance.now() - begun) / 1_000;
  await listeners.settled();
  return { perSecond: EVENTS / seconds, ...latenciesOf(sent, await listeners.report()) };
}

/** Threads about a child each, in which as many new guardians take part as there are nodes, one at each. */
async function openCircles(
  database: DatabaseCopy,
  issuer: BenchIssuer,
  listeners: Listeners,
  kept: Kept,
): Promise<readonly Circle[]> {
  const freeNumber = await freeNumbers(database);
  const circles: Circle[] = [];
  const headers = Array.from({ length: NODES }, (): string[] => []);
  for (const desk of await desksOf(database.ownerUrl, THREADS)) {
    const made = await newcomersFor(database, desk, NODES, freeNumber);
    const people = made.map(({ person }) => person);
    circles.push(await beginThread(database.ownerUrl, desk, people));
    for (const [node, { pid }] of made.entries())
      headers[node]?.push(`Bearer ${await issuer.token({ issuer: 'idporten', pid })}`);
  }
  for (const each of headers) {
    const { port } = await kept(startNode(database, issuer), (node) => node.stop());
    await listeners.open(port, each, each.length);
  }
  return circles;
}

/** Writes in each thread until all its listeners hear it. */
async function warmUp(
  circles: readonly Circle[],
  [speaker]: readonly Speaker[],
  listeners: Listeners,
): Promise<void> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const first = WARM_UP + attempt * circles.length;
    for (const [index, circle] of circles.entries()) await speaker?.say(circle, numbered(first + index));
    const counts: number[] = [];
    for (const index of circles.keys()) counts.push((await listeners.reached(first + index, NODES)).count);
    await listeners.report();
    if (counts.every((count) => count === NODES)) return;
  }
  throw new Error('some listeners hear nothing');
}

/** Each event at its moment, by whoever is free; late where nobody is. @returns when each commit was sent. */
async function speak(circles: readonly Circle[], speakers: readonly Speaker[]): Promise<readonly number[]> {
  const sent: number[] = [];
  const begun = performance.now();
  let next = 0;
  const busy = async (speaker: Speaker) => {
    while (next < EVENTS) {
      const number = next++;
      const early = begun + (number * 1_000) / PER_SECOND - performance.now();
      if (early > 1) await delay(early);
      sent[number] = await speaker.say(circles[number % circles.length] as Circle, numbered(number));
    }
  };
  await Promise.all(speakers.map(busy));
  return sent;
}

function latenciesOf(sent: readonly number[], { receipts }: Receipts): Omit<Steady, 'perSecond'> {
  const latencies: number[] = [];
  const heard = new Map(receipts);
  let [lost, repeated] = [0, 0];
  for (const [number, at] of sent.entries()) {
    const times = heard.get(number) ?? [];
    for (const time of times) latencies.push(time - at);
    lost += Math.max(NODES - times.length, 0);
    repeated += Math.max(times.length - NODES, 0);
  }
  for (let each = 0; each < lost; each++) latencies.push(Number.POSITIVE_INFINITY);
  return { latencies, lost, repeated };
}
