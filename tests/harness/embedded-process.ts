import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { asUser } from '../../src/database/embedded/account.js';

/** What the program said: a step on its way, where its database is, or why it did not start. */
export interface Said {
  readonly step?: string;
  readonly url?: string;
  readonly account?: number;
  readonly code?: string;
  readonly message?: string;
}

export interface EmbeddedProcess {
  readonly child: ChildProcess;
  /** Everything that was said until it ran or gave up; the last is which of the two. */
  readonly said: readonly Said[];
  readonly last: Said;
  readonly ended: Promise<unknown>;
  end(signal: NodeJS.Signals): Promise<void>;
}

const program = fileURLToPath(new URL('../../dist/tests/harness/embedded-program.js', import.meta.url));

/** Runs the built program that runs a database, as another account if one is given, until it has said how it went. */
export async function runEmbedded(dataDir: string, uid?: number): Promise<EmbeddedProcess> {
  const line: [string, string[]] = [process.execPath, [program, dataDir]];
  const [file, args] = uid === undefined ? line : asUser(uid, uid).command(...line);
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  const said: Said[] = [];
  await new Promise<void>((resolve, reject) => {
    exit.then(() => reject(new Error(`It ended without a word after ${JSON.stringify(said)}.`)), reject);
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line: Said = JSON.parse(text);
      said.push(line);
      if (line.step === undefined) resolve();
    });
  });
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await exit;
  };
  return { child, said, last: said.at(-1) ?? {}, ended: exit, end };
}
