import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { decodeJwt } from 'jose';
import { shippedFlags } from './shipped-flags.js';
import type { Town } from './town.js';
import { testKey } from './town-key.js';

const program = fileURLToPath(new URL('../../dist/tests/harness/node-program.js', import.meta.url));

/** How a process has been since it was asked the last time. */
export interface Health {
  /** The longest time that its event loop stood still, in milliseconds; the machine's other work is in it. */
  readonly stall: number;
  /** Time of the processor that it took, in milliseconds. */
  readonly cpu: number;
  /** Bytes in use, after a collection of garbage. */
  readonly heap: number;
  readonly rss: number;
}

/** A node in a process of its own, as production runs it. */
export interface NodeProcess {
  readonly child: ChildProcess;
  readonly url: string;
  readonly isAlive: boolean;
  /** Every line of its log so far. */
  readonly log: readonly string[];
  health(): Promise<Health>;
  end(): Promise<void>;
}

/** Starts a node over a town's database that takes the town's tokens, with a heap of so many megabytes. */
export async function aNodeOf(
  town: Town,
  settings: Readonly<Record<string, string>> = {},
  megabytes = 512,
): Promise<NodeProcess> {
  const flags = [...shippedFlags, `--max-old-space-size=${megabytes}`, '--expose-gc'];
  const child = spawn(process.execPath, [...flags, program], {
    env: { ...(await settingsOf(town)), ...settings, PATH: process.env.PATH } as NodeJS.ProcessEnv,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const log: string[] = [];
  const waiting: ((answer: Record<string, unknown>) => void)[] = [];
  const started = new Promise<string>((resolve, reject) => {
    waiting.push(({ url }) => resolve(String(url)));
    child.once('exit', (code) => reject(new Error(`the node ended with ${code}: ${log.slice(-3).join('')}`)));
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const said = JSON.parse(line) as Record<string, unknown>;
    if ('level' in said) log.push(line);
    else waiting.shift()?.(said);
  });
  return {
    child,
    url: await started,
    log,
    get isAlive() {
      return child.exitCode === null && child.signalCode === null;
    },
    health: () =>
      new Promise((resolve) => {
        waiting.push((answer) => resolve(answer as unknown as Health));
        child.stdin.write('\n');
      }),
    async end() {
      const exit = once(child, 'exit');
      child.stdin.end();
      if (child.exitCode === null && child.signalCode === null) await exit;
    },
  };
}

async function settingsOf(town: Town): Promise<Record<string, string>> {
  const [guardian, teacher] = await Promise.all(['guardian', 'contact-teacher'].map((who) => town.as(who)));
  const [idporten, feide] = [guardian, teacher].map((visitor) => decodeJwt(visitor?.token ?? ''));
  return {
    NODE_ENV: 'production',
    PORT: '0',
    DATABASE_URL: town.serverUrl,
    DATABASE_OWNER_URL: town.ownerUrl,
    IDENTITY_KEY: testKey,
    IDPORTEN_ISSUER: String(idporten?.iss),
    IDPORTEN_AUDIENCE: String(idporten?.aud),
    FEIDE_ISSUER: String(feide?.iss),
    FEIDE_AUDIENCE: String(feide?.aud),
    LOG_LEVEL: 'info',
    RATE_PERSON: '0',
    RATE_ADDRESS: '0',
    RATE_GUESSES: '0',
    RATE_REFUSED: '0',
  };
}
