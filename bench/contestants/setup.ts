import type { Prepared } from '../crowd.js';
import type { BenchIssuer, Login } from '../issuer.js';

/** What every contestant is told when it starts. */
export interface Setup {
  readonly databaseUrl: string;
  /** Connections to the database: as many for each. */
  readonly pool: number;
}

export interface OursSetup extends Setup {
  readonly key: string;
  readonly trusted: BenchIssuer['trusted'];
}

export interface LimitSetup extends Setup {
  readonly key: string;
  /** Who each Authorization header stands for: the limit verifies no token. */
  readonly logins: Readonly<Record<string, Login>>;
  /** Path to statement. */
  readonly statements: Readonly<Record<string, string>>;
}

export interface PostgraphileSetup extends Setup {
  /** The statement that works out the scope of each Authorization header; undefined where it is spared that. */
  readonly openings?: Readonly<Record<string, Prepared>>;
  /** What writes the looks of an operation, by its name. */
  readonly looks?: Readonly<Record<string, LooksSetup>>;
  /** The scope of each Authorization header, as settings of a transaction. */
  readonly scopes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A statement that writes looks to the access log, and which of the operation's variables it takes, in order. */
export interface LooksSetup {
  readonly name: string;
  readonly text: string;
  readonly parameters: readonly string[];
}

/** The bare transaction signs in by the setup's key alone. */
export interface BareSetup extends Setup {
  readonly key: string;
}

/** What a whole node is told. */
export interface NodeSetup extends OursSetup {
  readonly ownerUrl: string;
}

/** What a process holds once all garbage is gone, in bytes. */
export interface Memory {
  /** Objects, and buffers outside the heap. */
  readonly held: number;
  /** Resident in the machine's memory. */
  readonly resident: number;
}

/** Needs Node's option `--expose-gc`. */
export function memoryNow(): Memory {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { held: heapUsed + external, resident: rss };
}

/**
 * Waits for the setup from the parent process, starts the server, and tells its port.
 * @param answer what is answered to whatever the parent asks afterwards.
 */
export function onSetup<T extends object>(
  start: (setup: T) => Promise<number>,
  answer: (question: never) => unknown = () => ({}),
): void {
  process.once('message', (setup) => {
    tell(async () => ({ port: await start(setup as T) }));
    process.on('message', (question) => tell(async () => (await answer(question as never)) ?? {}));
  });
  // A benchmark that was killed leaves no server behind; leaving this way also writes a profile, where one is taken.
  process.once('disconnect', () => process.exit(0));
}

function tell(work: () => Promise<unknown>): void {
  work().then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ failed: error instanceof Error ? error.stack : String(error) }),
  );
}
