import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { standInPeople } from '../../src/database/seeds/people.js';
import { catalogue, type ErrorCode } from '../../src/errors/catalogue.js';
import { identityNumbersOf, leaksIn } from '../harness/leaks.js';
import { hardCases } from '../harness/matrix/hard-cases.js';
import { mutatedFrame } from '../harness/mutated-frames.js';
import { randomOperation } from '../harness/naive/random-operation.js';
import { type Asking, waresFor } from '../harness/naive/wares.js';
import { aNodeOf, type NodeProcess } from '../harness/node-process.js';
import { type Closing, RawSocket } from '../harness/raw-socket.js';
import { aTown, type Town, theSchema } from '../harness/town.js';

const COUNT = 100_000;
/** What is measured against: everything that is kept is full by then. */
const WARM = 10_000;
/** Milliseconds for each of the two, whatever has been reached by then. */
const MOST_MS = 540_000;
const AT_ONCE = 8;
const SEED = 2_026;

let town: Town;
let node: NodeProcess;
let people: readonly Asking[];
let numbers: ReadonlySet<string>;
beforeAll(async () => {
  town = await aTown();
  await hardCases(town);
  people = await Promise.all(standInPeople.map((person) => waresFor(town, person)));
  numbers = await identityNumbersOf(town);
  node = await aNodeOf(town);
}, 120_000);
afterAll(async () => {
  await node.end();
  await town.close();
});

/** Runs `work` so often, some at once, until it is done or the time is over. @returns how often, and memory’s growth. */
async function often(
  work: (number: number, lane: number) => Promise<void>,
): Promise<{ done: number; growth: number }> {
  const end = performance.now() + MOST_MS;
  let [begun, warm] = [0, 0];
  const run = async (until: number, lane: number) => {
    while (begun < until && performance.now() < end) await work(begun++, lane);
  };
  const all = (until: number) => Promise.all(Array.from({ length: AT_ONCE }, (_, lane) => run(until, lane)));
  await all(WARM);
  warm = (await node.health()).heap;
  await all(COUNT);
  return { done: begun, growth: ((await node.health()).heap / warm - 1) * 100 };
}

it('P6 generated operations', { timeout: 1_200_000 }, async ({ task }) => {
  const random = numbersFrom(SEED);
  const pick = (most: number) => Math.floor(Number(random.next().value) * (most + 1));
  const schema = theSchema();
  const codes = new Map<string, number>();
  const wrong: string[] = [];
  const { done, growth } = await often(async () => {
    const { visitor, wares } = people[pick(people.length - 1)] as Asking;
    const { query, variables } = randomOperation(schema, wares, pick);
    const response = await fetch(`${node.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${visitor.token}` },
      body: JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    const { errors = [] } = JSON.parse(text) as { errors?: { extensions: { code: ErrorCode } }[] };
    const code = errors[0]?.extensions.code ?? 'none';
    codes.set(code, (codes.get(code) ?? 0) + 1);
    const isValid = code !== 'OPERATION_INVALID' || validate(schema, parse(query)).length > 0;
    const isClassified = errors.every(({ extensions }) => catalogue[extensions.code]?.status < 500);
    if (!isValid || !isClassified) wrong.push(`${code}: ${query} ${JSON.stringify(variables)}`);
    if (errors.length > 0) wrong.push(...leaksIn(JSON.stringify(errors), 'answer', numbers));
  });
  expect(wrong.slice(0, 5).join('\n')).toBe('');
  expect(node.isAlive).toBe(true);
  task.meta.figures = [
    `${done} operations, memory ${growth.toFixed(1)} % more than after ${WARM} (target 5 %)`,
    [...codes].map(([code, count]) => `${count} × ${code}`).join(', '),
  ];
  task.meta.holds = done >= COUNT && growth <= 5;
});

/** Codes that tell the client of a fault of its own. */
const ofClient = [1007, 1009, 4400, 4401, 4403, 4409, 4429];
/** How many frames one socket is sent at most, where none of them ends it. */
const A_SOCKET = 20;

it('P6 mutated frames', { timeout: 1_200_000 }, async ({ task }) => {
  const token = (await town.as('guardian')).token;
  const wrong: string[] = [];
  const codes = new Map<number, number>();
  const frames = framesFrom(SEED);
  const sockets = new Map<number, { raw: RawSocket; sent: number }>();
  const anew = async (lane: number) => {
    await sockets.get(lane)?.raw.leave();
    const raw = await RawSocket.open(node.url);
    raw.say({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    await raw.next();
    const fresh = { raw, sent: 0 };
    sockets.set(lane, fresh);
    return fresh;
  };
  const rounds = await often(async (number, lane) => {
    const held = sockets.get(lane);
    const isFit = held && held.sent < A_SOCKET && held.raw.socket.readyState === held.raw.socket.OPEN;
    const socket = isFit ? held : await anew(lane);
    socket.sent += 1;
    const { frame } = frames.next().value;
    const before = socket.raw.texts.length;
    socket.raw.socket.send(frame, { binary: typeof frame !== 'string' });
    const closing = await answeredBy(socket.raw, number);
    if (closing) codes.set(closing.code, (codes.get(closing.code) ?? 0) + 1);
    if (closing && !ofClient.includes(closing.code))
      wrong.push(`closed with ${closing.code} ${closing.reason}`);
    for (const text of socket.raw.texts.slice(before).filter((each) => each.includes('"type":"error"')))
      for (const { extensions } of JSON.parse(text).payload as { extensions: { code: ErrorCode } }[])
        if (!(catalogue[extensions.code]?.status < 500)) wrong.push(text);
  });
  expect(wrong.slice(0, 5).join('\n')).toBe('');
  expect(node.isAlive).toBe(true);
  const failures = node.log.filter((line) => (JSON.parse(line) as { level: number }).level >= 50);
  expect(failures.slice(0, 3)).toEqual([]);
  task.meta.figures = [
    `${rounds.done} frames, memory ${rounds.growth.toFixed(1)} % more than after ${WARM} (target 5 %)`,
    `sockets ended with ${[...codes].map(([code, count]) => `${count} × ${code}`).join(', ')}`,
  ];
  task.meta.holds = rounds.done >= COUNT && rounds.growth <= 5;
});

/** Waits for a sign of life after a frame, or for the end that the frame has brought. */
async function answeredBy(raw: RawSocket, count: number): Promise<Closing | undefined> {
  raw.say({ type: 'ping', payload: { count } });
  for (;;) {
    const message = await Promise.race([raw.next().catch(() => undefined), raw.closed.then(() => undefined)]);
    if (message === undefined) return raw.closed;
    if (message.type === 'pong' && message.payload?.count === count) return undefined;
  }
}

/** Frames that are made at once: to begin costs as much as some hundred of them. */
const MADE = 500;

/** The same frames in every run. */
function* framesFrom(seed: number): Generator<Frame, never> {
  for (let from = seed; ; from += 1) yield* fc.sample(mutatedFrame, { numRuns: MADE, seed: from });
}

type Frame = typeof mutatedFrame extends fc.Arbitrary<infer T> ? T : never;

/** The same numbers in every run. */
function* numbersFrom(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}
