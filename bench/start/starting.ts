import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { projectDir, startDir } from '../places.js';

const TIMES = 5;
/** Milliseconds within which the very first start, which makes the demo's database, has to be done. */
const PATIENCE = 180_000;
const ASKED_EVERY = 10;

/** What a client needs to know before anything else, and may ask without a token. */
const QUESTION = JSON.stringify({ query: '{ __schema { queryType { name } } }' });

/**
 * Milliseconds from `npm start` to the first answer, several times over, with a database that is there already; the
 * start that makes it is not counted.
 */
export async function measureStarts(): Promise<number[]> {
  await oneStart();
  const found: number[] = [];
  for (let time = 0; time < TIMES; time++) found.push(await oneStart());
  return found;
}

async function oneStart(): Promise<number> {
  const port = await freePort();
  const begun = performance.now();
  const program = startWith(port);
  try {
    await firstAnswer(port, program, begun);
    return performance.now() - begun;
  } finally {
    await stop(program);
  }
}

/** `npm start` as somebody types it, with the demo in a folder of the benchmark's. */
function startWith(port: number): ChildProcess {
  const { PATH, HOME } = process.env;
  return spawn('npm', ['start', '--silent'], {
    cwd: projectDir,
    env: { PATH, HOME, PORT: String(port), DATA_DIR: startDir, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
}

async function firstAnswer(port: number, program: ChildProcess, begun: number): Promise<void> {
  for (;;) {
    if (program.exitCode !== null) throw new Error(`npm start ended with ${program.exitCode}`);
    if (performance.now() - begun > PATIENCE) throw new Error('npm start does not answer');
    const headers = { 'content-type': 'application/json' };
    const answer = fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers, body: QUESTION });
    const status = await answer.then((response) => response.status).catch(() => undefined);
    if (status === 200) return;
    if (status !== undefined) throw new Error(`the first answer is ${status}`);
    await delay(ASKED_EVERY);
  }
}

/** Ends the program as Ctrl-C does, with npm, which is the leader of their group. */
async function stop(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.pid === undefined) return;
  const ended = once(program, 'exit');
  process.kill(-program.pid, 'SIGINT');
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
