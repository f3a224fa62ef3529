import type { Config } from '../config.js';
import { standInPeople } from '../database/seeds/people.js';
import type { Verifier as AsksWho } from '../http/graphql-route.js';
import type { Logger } from '../http/logging.js';
import { createStandIns, type StandIns } from '../identity/stand-in/stand-ins.js';
import { createVerifier } from '../identity/verify/verifier.js';

/** The demo's audiences: what its tokens are for. */
export const demoAudiences = {
  idporten: 'https://skolegraf.example/api',
  feide: 'https://n.feide.no/datasources/skolegraf-demo',
} as const;

/** Who vouches for viewers: the issuers of the configuration, or in the demo the program's own two. */
export interface Issuers {
  readonly verifier: AsksWho;
  readonly standIns: Promise<StandIns> | undefined;
  /** Told the program's own address, under which the stand-ins lie. @throws StartFailure for a broken key of theirs. */
  listening(url: string): Promise<void>;
  close(): Promise<void>;
}

export function issuersFor(config: Config, log: Logger): Issuers {
  const report = (problem: string) => log.warn(problem);
  if (!config.issuers) return standInsFor(config, report);
  const verifier = createVerifier(config.issuers, { report });
  return {
    verifier,
    standIns: undefined,
    listening: async () => undefined,
    close: async () => verifier.close(),
  };
}

function standInsFor({ production, dataDir }: Config, report: (problem: string) => void): Issuers {
  const address = Promise.withResolvers<string>();
  const standIns = address.promise.then((origin) =>
    createStandIns({ production, origin, people: standInPeople, dataDir, audiences: demoAudiences }),
  );
  const verifier = standIns.then((issuers) => createVerifier(issuers, { allowSynthetic: true, report }));
  verifier.catch(() => undefined);
  return {
    verifier: { verify: async (authorization) => (await verifier).verify(authorization) },
    standIns,
    listening: async (url) => {
      address.resolve(url);
      await verifier;
    },
    // Nobody waits for an address that never came.
    close: () =>
      Promise.race([verifier.then((made) => made.close()), Promise.resolve()]).catch(() => undefined),
  };
}
