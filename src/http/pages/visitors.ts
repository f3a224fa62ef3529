import type { FastifyRequest } from 'fastify';
import { parse } from 'graphql';
import type { Claimant } from '../../identity/claimant.js';
import type { Engine } from '../../operation.js';
import { addressOf } from '../address.js';
import type { Rates } from '../limits/rates.js';
import { senderOf } from '../limits/sender.js';
import { cookieIn } from '../sign-in/cookies.js';
import type { Door } from '../sign-in/door.js';
import { isOfThisMachine } from '../this-machine.js';
import type { Verifier } from '../verifier.js';

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
  readonly door: Door | undefined;
  /** How much everybody may ask for; nothing is counted without it. */
  readonly rates?: Rates | undefined;
  /** How many proxies of our own stand in front; none by default. */
  readonly proxies?: number | undefined;
}

const question = parse('{ viewer { roles } }');

/** Asks the API itself what a visitor is, as any client would. */
export function visitorsOf({ engine, demo, verifier, door, rates, proxies = 0 }: VisitorParts): Visitors {
  const asking = ({ headers }: FastifyRequest) =>
    headers.authorization ? verifier.verify(headers.authorization) : signedIn(headers.cookie, door);
  /** A visit costs an operation, as any other; whoever has asked too much is nobody here. */
  const claimantOf = async (request: FastifyRequest) => {
    const sender = await senderOf(addressOf(request.raw, proxies), asking(request));
    const standing = sender.claimant && (await rates?.take(sender));
    return standing?.isEmpty ? undefined : sender.claimant;
  };
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

/**
 * Whoever is signed in in a browser. Where the visit came from is not asked: an issuer or a link leads to a page, which
 * shows what is the visitor’s and changes nothing.
 */
async function signedIn(cookie: string | undefined, door: Door | undefined): Promise<Claimant | undefined> {
  if (!door) return undefined;
  const { jar } = await door.address;
  const word = cookieIn(cookie, jar.session);
  return word === undefined ? undefined : (await door.sessions.signedIn(word)).claimant;
}

/** `MUNICIPAL_ADMIN` as the access table says it, `municipalAdmin`. */
const wordOf = (role: string) =>
  role.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
