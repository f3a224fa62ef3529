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
  /** The message that works out the scope of each Authorization header; undefined where it is spared that. */
  readonly openings?: Readonly<Record<string, string>>;
  /** The scope of each Authorization header, as settings of a transaction. */
  readonly scopes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Waits for the setup from the parent process, starts the server, and tells its port. */
export function onSetup<T extends Setup>(start: (setup: T) => Promise<number>): void {
  process.once('message', (setup) => {
    start(setup as T).then(
      (port) => process.send?.({ port }),
      (error: unknown) => process.send?.({ failed: error instanceof Error ? error.stack : String(error) }),
    );
  });
  // A benchmark that was killed leaves no server behind; leaving this way also writes a profile, where one is taken.
  process.once('disconnect', () => process.exit(0));
}
