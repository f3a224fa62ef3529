import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Attack } from '../harness/attacker.js';
import { hostileDocuments } from '../harness/hostile-documents/index.js';
import { dearLists } from '../harness/hostile-documents/lists.js';
import { aNodeOf, type NodeProcess } from '../harness/node-process.js';
import { RawSocket } from '../harness/raw-socket.js';
import { aTown, type Town } from '../harness/town.js';
import { latencies, quantile, worstOf } from './timing.js';

let town: Town;
let node: NodeProcess;
let token: string;
beforeAll(async () => {
  town = await aTown();
  node = await aNodeOf(town);
  token = (await town.as('guardian')).token;
});
afterAll(async () => {
  await node.end();
  await town.close();
});

const HOME = '{ viewer { children { name school { name } absences(first: 3) { nodes { day } } } } }';
const STREAM = 'subscription { checkInRecorded { checkedInAt } }';

/** All that is hostile, as queries and as subscriptions. */
const queries = [
  ...hostileDocuments,
  ...dearLists.map(([name, below]) => [name, `{viewer{children{${below}}}}`] as const),
];
const subscriptions = [
  ...hostileDocuments,
  ...dearLists.map(([name, below]) => [name, `subscription{checkInRecorded{child{${below}}}}`] as const),
];

async function post(query: string, to = node): Promise<{ status: number; codes: string[]; ms: number }> {
  const began = performance.now();
  const response = await fetch(`${to.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  const { errors = [] } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  const codes = errors.map(({ extensions }) => extensions.code);
  return { status: response.status, codes, ms: performance.now() - began };
}

const signedIn = async () => {
  const raw = await RawSocket.open(node.url);
  raw.say({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  await raw.next();
  return raw;
};

const worst = (values: readonly number[]) => Math.max(...values);
/** Times that each is sent. */
const TIMES = 5;
/** Bytes of a frame that is heard, but for what stands around its document. */
const FRAME = 64 * 1024 - 100;

it('P4 hostile documents over HTTP', async ({ task }) => {
  const stalls: number[] = [];
  const dear: [number, string][] = [];
  const wrong: string[] = [];
  await post(HOME);
  for (const [name, query] of queries) {
    await post(query);
    await node.health();
    for (let time = 0; time < TIMES; time += 1) {
      const { status, codes } = await post(query);
      if (status < 400 || status >= 500) wrong.push(`${name}: ${status} ${codes}`);
    }
    const { stall, cpu } = await node.health();
    stalls.push(stall);
    dear.push([cpu / TIMES, name]);
  }
  expect(wrong.join('; ')).toBe('');
  expect(node.isAlive).toBe(true);
  task.meta.figures = [...figuresOf('refused with 4xx', dear, stalls), dearest(dear)];
  task.meta.holds = queries.length >= 100 && areWithin(dear, stalls);
});

/** Milliseconds of the processor for one document, the machine’s own other work not included. */
type Dear = readonly (readonly [ms: number, name: string])[];

const areWithin = (dear: Dear, stalls: readonly number[]) =>
  worst(dear.map(([ms]) => ms)) <= 20 && worst(stalls) <= 50;

function figuresOf(how: string, dear: Dear, stalls: readonly number[]): string[] {
  const cpus = dear.map(([ms]) => ms);
  return [
    `${dear.length} documents ${how}; processor for one ${worstOf(cpus)} ms at the dearest, ${quantile(cpus, 0.5).toFixed(1)} in the middle (target 20 ms)`,
    `event loop stood still for ${worstOf(stalls)} ms at most, ${quantile(stalls, 0.5).toFixed(0)} in the middle (target 50 ms; the machine’s other work included)`,
  ];
}

function dearest(dear: Dear): string {
  const sorted = dear.toSorted(([one], [other]) => other - one).slice(0, 4);
  return `the dearest: ${sorted.map(([ms, name]) => `${name} ${ms.toFixed(0)} ms`).join(', ')}`;
}

it('P4 hostile documents over WebSocket', async ({ task }) => {
  const wrong: string[] = [];
  const stalls: number[] = [];
  const dear: [number, string][] = [];
  let closed = 0;
  for (const [name, query] of subscriptions) {
    // One that closes the socket can be sent once alone.
    const times = Buffer.byteLength(JSON.stringify(query)) > FRAME ? 1 : TIMES;
    const raw = await signedIn();
    await node.health();
    const answers = [];
    for (let time = 0; time < times; time += 1) {
      raw.subscribe(`${time}`, query);
      answers.push(await raw.next().catch(() => undefined));
    }
    const { stall, cpu } = await node.health();
    stalls.push(stall);
    dear.push([cpu / times, name]);
    if (times === 1) {
      const { code } = await raw.closed;
      closed += 1;
      if (code !== 1009) wrong.push(`${name}: closed with ${code}`);
    }
    const codes = answers.flatMap((answer) =>
      answer?.type === 'error' ? answer.payload.map((e: Coded) => e.extensions.code) : answer?.type,
    );
    if (times > 1 && codes.some((code) => !/^(OPERATION|SYNTAX)_/.test(code)))
      wrong.push(`${name}: ${codes}`);
    raw.socket.terminate();
  }
  expect(wrong.join('; ')).toBe('');
  const how = `answered with an error message, ${closed} of them as too large frames with 1009`;
  task.meta.figures = [...figuresOf(how, dear, stalls), dearest(dear)];
  task.meta.holds = node.isAlive && areWithin(dear, stalls);
});

interface Coded {
  readonly extensions: { readonly code: string };
}

it('P5 a thousand subscriptions on one socket', async ({ task }) => {
  const raw = await signedIn();
  const codes = new Map<string, number>();
  await node.health();
  for (let id = 0; id < 1_000; id += 1) raw.subscribe(`${id}`, STREAM);
  for (let answers = 0; answers < 980; answers += 1) {
    const { type, payload } = await raw.next();
    const code = type === 'error' ? payload[0].extensions.code : type;
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  expect([...codes]).toEqual([['TOO_MANY_SUBSCRIPTIONS', 980]]);
  expect(await raw.beat()).toEqual({ type: 'pong' });
  const { stall } = await node.health();
  await raw.leave();
  task.meta.figures = [
    `20 opened, 980 refused, the socket lives; event loop stood still for ${stall.toFixed(0)} ms at most`,
  ];
  task.meta.holds = stall <= 50;
});

/** What an attacker sends in a second; one after the other some 400 documents are refused where nothing is limited. */
const ATTACKED = 250;
/** Milliseconds between two requests of the neighbour, who stays within the rate of one person. */
const EVERY = 25;
const shipped = { RATE_PERSON: '', RATE_ADDRESS: '', RATE_GUESSES: '', RATE_REFUSED: '', TRUST_PROXY: '1' };

/** Seconds of one round of an attack, and of its beginning, when a sender has all of her time for refused documents. */
const ROUND = 30;
const BEGINNING = 5;

/**
 * Attacker, client, server and database live on the same two cores. So the neighbour is compared with herself beside an
 * attacker who sends the same count and length of what is harmless, but for the largest bodies and the sockets: what is
 * left is what the hostile does. Everybody sends by the clock, so that what is slow delays nothing of the attack. Each
 * round comes from somebody of whom nothing was refused yet: an attack that lasts is dearest at its beginning.
 */
it('P4 other clients beside an attacker', { timeout: 600_000 }, async ({ task }) => {
  const own = await aNodeOf(town, shipped);
  const neighbour = (seconds: number) => latencies(() => post(HOME, own), (seconds * 1_000) / EVERY, EVERY);
  const answers = new Map<string, number>();
  let addresses = 0;
  const beside = async (who: string, kind: Attack['kind'], seconds = ROUND) => {
    const address = `203.0.113.${++addresses}`;
    const { token } = await town.as(who);
    const attacker = await anAttacker();
    attacker.begin({ kind, url: own.url, perSecond: ATTACKED, address, token });
    const found = await neighbour(seconds);
    const statuses = await attacker.end();
    if (kind === 'hostile')
      for (const [status, count] of Object.entries(statuses))
        answers.set(status, (answers.get(status) ?? 0) + count);
    return found;
  };
  // What a node does for the first time takes longer, and is nobody’s attack.
  await beside('mother-separated', 'hostile', BEGINNING);
  answers.clear();
  const alone = await neighbour(10);
  const calm: number[][] = [];
  const under: number[][] = [];
  await own.health();
  for (const [one, other] of [
    ['father-separated', 'contact-teacher'],
    ['principal', 'second-guardian'],
  ] as const) {
    calm.push(await beside(one, 'harmless'));
    under.push(await beside(one, 'hostile'), await beside(other, 'hostile'));
    calm.push(await beside(other, 'harmless'));
  }
  const { heap, stall } = await own.health();
  expect(own.isAlive).toBe(true);
  await own.end();
  const told = [...answers].map(([status, count]) => `${count} × ${status}`).join(', ');
  const beginning = (rounds: readonly number[][]) =>
    spread(rounds.flatMap((round) => round.slice(0, (BEGINNING * 1_000) / EVERY)));
  task.meta.figures = [
    `a guardian’s home: alone ${spread(alone)}; beside ${ATTACKED} harmless requests a second ${spread(calm.flat())}; beside as many hostile ones ${spread(under.flat())}`,
    `of these the first ${BEGINNING} s of each of ${under.length} rounds: harmless ${beginning(calm)}; hostile ${beginning(under)}`,
    `the attackers were answered ${told}; event loop stood still for ${stall.toFixed(0)} ms at most; ${(heap / 2 ** 20).toFixed(0)} MB of 512 in use`,
  ];
  task.meta.holds = quantile(under.flat(), 0.99) <= quantile(calm.flat(), 0.99) * 1.2 && stall <= 50;
});

/** An attacker in a process of her own, who waits to be told what to do. */
async function anAttacker() {
  const program = fileURLToPath(new URL('../../dist/tests/harness/attacker.js', import.meta.url));
  const child = fork(program);
  await once(child, 'message');
  return {
    begin: (attack: Attack) => void child.send(attack),
    /** @returns how often she was answered with each status. */
    async end(): Promise<Record<string, number>> {
      child.send('enough');
      const [statuses] = await once(child, 'message');
      child.kill();
      await once(child, 'exit');
      return statuses;
    },
  };
}

const spread = (values: readonly number[]) =>
  `p50 ${quantile(values, 0.5).toFixed(1)}, p99 ${quantile(values, 0.99).toFixed(1)} ms`;
