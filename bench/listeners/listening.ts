import { setTimeout as delay } from 'node:timers/promises';
import { sharedClock } from '../clock.js';
import { onSetup } from '../contestants/setup.js';
import {
  DIGITS,
  MARK,
  type Open,
  type Question,
  type Reach,
  type Receipts,
  SUBSCRIPTION,
} from './questions.js';
import { openSocket } from './raw-socket.js';

/** How many sockets are opened at once, and how many milliseconds each leaves for its subscription: 500 a second. */
const AT_ONCE = 20;
const APART_MS = 40;
const mark = Buffer.from(MARK);
const subscribe = JSON.stringify({ id: '1', type: 'subscribe', payload: { query: SUBSCRIPTION } });

let heard = new Map<number, number[]>();
let all = 0;
let sample = '';
/** Whose turn it is to be opened; nobody has more sockets than another. */
let turn = 0;
/** Why the first socket that should have stayed did not. */
let ended: string | undefined;

/** Clients of graphql-transport-ws that note when each message comes. */
onSetup<object>(
  async () => 0,
  async (question: Question) => {
    if ('open' in question) await openAll(question.open);
    if (ended !== undefined) return { ended };
    if ('reached' in question) return reach(question.reached);
    if ('all' in question) return { all };
    return 'report' in question ? takeReport() : {};
  },
);

async function openAll({ port, headers, sockets }: Open['open']): Promise<void> {
  const until = turn + sockets;
  const opening = async () => {
    while (turn < until) await listen(port, headers[turn++ % headers.length] ?? '');
  };
  await Promise.all(Array.from({ length: AT_ONCE }, opening));
}

async function listen(port: number, authorization: string): Promise<void> {
  const acknowledged = Promise.withResolvers<void>();
  const gone = (why: string) => {
    ended ??= why;
    acknowledged.resolve();
  };
  const socket = await openSocket(port, {
    gone,
    text(message) {
      if (note(message)) return;
      const text = message.toString('utf8');
      const { type } = JSON.parse(text) as { type: string };
      if (type === 'connection_ack') acknowledged.resolve();
      else if (type === 'ping') socket.send('{"type":"pong"}');
      else gone(text);
    },
  });
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
  await acknowledged.promise;
  if (ended !== undefined) return;
  socket.send(subscribe);
  await delay(APART_MS);
}

/** Whether it is a message that is counted. */
function note(message: Buffer): boolean {
  const at = message.indexOf(mark);
  if (at < 0) return false;
  const now = sharedClock();
  all++;
  if (sample === '') sample = message.toString('utf8');
  const start = at + mark.length;
  const number = Number(message.toString('latin1', start, start + DIGITS));
  const times = heard.get(number);
  if (times) times.push(now);
  else heard.set(number, [now]);
  return true;
}

function reach(number: number): Reach {
  const times = heard.get(number) ?? [];
  return { count: times.length, last: times.at(-1) ?? 0 };
}

function takeReport(): Receipts {
  const receipts = [...heard];
  [heard, all] = [new Map(), 0];
  return { receipts, sample };
}
