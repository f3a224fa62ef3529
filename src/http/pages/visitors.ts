import type { FastifyRequest } from 'fastify';
import { parse } from 'graphql';
import type { Engine } from '../../operation.js';
import type { Verifier } from '../graphql-route.js';
import { isOfThisMachine } from '../this-machine.js';

/** Who visits a page. */
export interface Visitors {
  /** Whether this is the demo, seen from the machine where it runs. */
  isAtDemo(request: FastifyRequest): boolean;
  /** Whether somebody has signed in, or sends a token that holds. */
  isSignedIn(request: FastifyRequest): Promise<boolean>;
  /** The visitor's roles today, by the words of the access table; none for nobody. */
  rolesOf(request: FastifyRequest): Promise<readonly string[]>;
}

export interface VisitorParts {
  readonly engine: Engine;
  readonly demo: boolean;
  readonly verifier: Verifier;
}

const question = parse('{ viewer { roles } }');

/** Asks the API itself what a visitor is, as any client would. */
export function visitorsOf({ engine, demo, verifier }: VisitorParts): Visitors {
  const claimantOf = (request: FastifyRequest) =>
    verifier.verify(request.headers.authorization).catch(() => undefined);
  return {
    isAtDemo: (request) => demo && isOfThisMachine(request),
    isSignedIn: async (request) => (await claimantOf(request)) !== undefined,
    async rolesOf(request) {
      const claimant = await claimantOf(request);
      if (!claimant) return [];
      const { data } = await engine.execute({
        document: question,
        operationName: undefined,
        variables: {},
        claimant,
        requestId: request.id,
        language: 'en',
      });
      const { roles = [] } = (data?.['viewer'] ?? {}) as { roles?: readonly string[] };
      return roles.map(wordOf);
    },
  };
}

/** `MUNICIPAL_ADMIN` as the access table says it, `municipalAdmin`. */
const wordOf = (role: string) =>
  role.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
