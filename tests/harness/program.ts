import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { urlOf } from '../../src/database/embedded/address.js';
import { findPostmaster } from '../../src/database/embedded/postmaster-file.js';
import { roles } from '../../src/database/roles.js';
import { standInPeople } from '../../src/database/seeds/people.js';
import { requestToken } from '../../src/identity/stand-in/request-token.js';
import { shippedFlags } from './shipped-flags.js';

/** The built program in a process of its own. */
export interface ProgramProcess {
  readonly child: ChildProcess;
  readonly dataDir: string;
  /** What it has written so far, both streams. */
  output(): string;
  /** Waits until it has written something that fits. @throws Error with its output, when it ended before. */
  says(what: RegExp): Promise<RegExpExecArray>;
  /** Its exit status, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/** A program that answers. */
export interface RunningProgram extends ProgramProcess {
  readonly url: string;
  /** The code of the first error, or of the first user error; null where all went well, CUT without an answer. */
  send(who: string, query: string, variables?: Readonly<Record<string, unknown>>): Promise<string | null>;
  /** Runs SQL in the program's own database as its owner, beside all policies. */
  sql<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** A connection of the owner's, to hold locks with. */
  owner(): Promise<pg.Client>;
  /** The process that is PostgreSQL. */
  postmaster(): Promise<number>;
}

export type Settings = Readonly<Record<string, string>>;

const main = resolve('dist', 'src', 'main.js');

const alive = new Set<ChildProcess>();

/** Ends what a test left running, without asking. */
export function killPrograms(): void {
  for (const child of alive) child.kill('SIGKILL');
}

/** Starts the program on a data directory and a free port, and on nothing else of our environment. */
export function spawnProgram(dataDir: string, settings: Settings = {}): ProgramProcess {
  const child = spawn(process.execPath, [...shippedFlags, main], {
    cwd: dirname(dataDir),
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: '0', ...settings } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close').then(([status, signal]) => signal ?? status);
  alive.add(child);
  void ended.then(() => alive.delete(child));
  let written = '';
  const heard = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      written += text;
      for (const listen of heard) listen();
    });
  const says = (what: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const listen = () => {
        const found = what.exec(written);
        if (found) resolve(found);
      };
      heard.add(listen);
      listen();
      ended.then((how) => reject(new Error(`It ended (${how}) and had said: ${written}`)));
    });
  return { child, dataDir, output: () => written, says, ended };
}

/** Starts the program and waits until it answers. */
export async function runProgram(dataDir: string, settings: Settings = {}): Promise<RunningProgram> {
  const program = spawnProgram(dataDir, settings);
  const [, url = ''] = await program.says(/answering at (\S+)\/graphql/);
  const tokens = new Map<string, string>();
  const tokenOf = async (who: string) => {
    const known = tokens.get(who) ?? (await requestToken({ origin: url, who, people: standInPeople })).token;
    tokens.set(who, known);
    return known;
  };
  const owner = async () => {
    const client = new pg.Client({ connectionString: await ownerUrl(dataDir) });
    // A test may stop the database under it.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  return {
    ...program,
    url,
    owner,
    send: async (who, query, variables = {}) => codeOf(url, await tokenOf(who), { query, variables }),
    sql: async (text, values = []) => {
      const client = await owner();
      return (await client.query(text, [...values]).finally(() => client.end())).rows;
    },
    postmaster: async () =>
      Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n', 1)[0]),
  };
}

/** The PostgreSQL that runs on a data directory; undefined when there is none. */
export async function postmasterOn(dataDir: string): Promise<number | undefined> {
  return (await findPostmaster(join(dataDir, 'postgres'), ''))?.pid;
}

async function ownerUrl(dataDir: string): Promise<string> {
  const found = await findPostmaster(join(dataDir, 'postgres'), '');
  if (!found?.address) throw new Error(`no database runs on ${dataDir}`);
  return urlOf(found.address, roles.owner, 'skolegraf');
}

async function codeOf(url: string, token: string, body: object): Promise<string | null> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  }).catch(() => undefined);
  const answer = (await response?.json().catch(() => undefined)) as Answer | undefined;
  if (answer === undefined) return 'CUT';
  const mendable = Object.values(answer.data ?? {}).flatMap((payload) => payload?.userErrors ?? []);
  return answer.errors?.[0]?.extensions.code ?? mendable[0]?.code ?? null;
}

interface Answer {
  readonly data?: Readonly<
    Record<string, { readonly userErrors?: readonly { code: string }[] } | null>
  > | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}
