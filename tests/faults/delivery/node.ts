import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { shippedFlags } from '../../harness/shipped-flags.js';
import { heldBy } from './held-memory.js';

/** The built program, seen from the sources and from what was built of them. */
const main = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../../dist/src/main.js' : '../../../src/main.js',
    import.meta.url,
  ),
);
const KEPT = 20_000;

/** One program of several on one database: always at the same address, whichever process it is. */
export class Node {
  #child: ChildProcess | undefined;
  #ended: Promise<unknown> = Promise.resolve();
  #expected = true;
  #answering = false;
  /** The end of what it has written. */
  output = '';
  /** Where it can be inspected, if it was made to be. */
  #inspector: string | undefined;
  /** How many times it ended though nobody had ended it. */
  deaths = 0;

  private constructor(
    readonly name: string,
    readonly port: number,
    readonly folder: string,
    readonly settings: Readonly<Record<string, string>>,
    readonly isInspected: boolean,
  ) {}

  static async make(
    name: string,
    settings: Readonly<Record<string, string>>,
    isInspected = false,
  ): Promise<Node> {
    const folder = await mkdtemp(join(tmpdir(), 'skolegraf-node-'));
    return new Node(name, await freePort(), folder, settings, isInspected);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The bytes that it holds, garbage not counted; of a node that is inspected. */
  async held(): Promise<number> {
    if (this.#inspector === undefined) throw new Error(`${this.name} is not inspected`);
    return heldBy(this.#inspector);
  }

  /** Whether it has said that it answers, and nobody has told it to end. */
  get isAnswering(): boolean {
    return this.#answering;
  }

  /** Starts it and waits until it answers. @throws Error with its last words when it ends before. */
  async start(): Promise<void> {
    const flags = [...shippedFlags, ...(this.isInspected ? ['--inspect=127.0.0.1:0'] : [])];
    const child = spawn(process.execPath, [...flags, main], {
      cwd: this.folder,
      // Under npm a program ends when whoever started it is gone: none is left behind by a run that was killed.
      env: {
        npm_lifecycle_event: 'faults',
        PATH: process.env.PATH,
        PORT: `${this.port}`,
        PGAPPNAME: this.name,
        ...this.settings,
      } as NodeJS.ProcessEnv,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.#expected = false;
    const answers = Promise.withResolvers<void>();
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said = `${said}${text}`.slice(-KEPT);
        this.output = `${this.output}${text}`.slice(-KEPT);
        this.#inspector = /Debugger listening on (ws:\S+)/.exec(said)?.[1] ?? this.#inspector;
        if (/answering at/.test(said)) answers.resolve();
      });
    this.#ended = once(child, 'close').then(() => {
      this.#answering = false;
      if (!this.#expected) this.deaths += 1;
      answers.reject(new Error(`${this.name} ended and had said: ${said}`));
    });
    answers.promise.catch(() => undefined);
    await answers.promise;
    if (!this.#expected) this.#answering = true;
  }

  /** Kills it as a failing machine would, and waits until it is gone. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** Tells it to end, as a new version's roll-out would, and waits until it has. */
  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  /** Stops its clock, as a paused machine's; `thaw` lets it go on. */
  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child?.kill('SIGCONT');
  }

  async close(): Promise<void> {
    this.thaw();
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    this.#expected = true;
    this.#answering = false;
    this.#child?.kill(signal);
    await this.#ended;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const bound = probe.address();
      probe.close(() => (bound !== null && typeof bound === 'object' ? resolve(bound.port) : reject()));
    });
  });
}
