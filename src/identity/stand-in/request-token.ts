import { nearest } from './nearest.js';
import type { StandInPerson } from './person.js';
import { commandClient, personGrant } from './person-grant.js';
import { standInPath } from './stand-ins.js';

/** Exit statuses of sysexits.h: wrong usage, service unavailable, unexpected answer. */
const exitStatuses = { WHO_UNKNOWN: 64, NOT_RUNNING: 69, TOKEN_REFUSED: 76 } as const;

/** Why there is no token: one sentence for whoever typed the command. */
export class TokenRequestFailure extends Error {
  override readonly name = 'TokenRequestFailure';

  constructor(
    readonly code: keyof typeof exitStatuses,
    message: string,
  ) {
    super(message);
  }

  get exitStatus(): number {
    return exitStatuses[this.code];
  }
}

export interface TokenRequest {
  /** The address of the running program. */
  readonly origin: string;
  readonly who: string;
  readonly people: readonly StandInPerson[];
  /** Milliseconds to wait for the answer. */
  readonly timeout?: number;
}

export interface IssuedToken {
  readonly token: string;
  readonly expires: Date;
}

/**
 * Asks the stand-in issuer of the running program for a person's access token.
 * @throws TokenRequestFailure when nobody is called that, the program does not answer, or it refuses.
 */
export async function requestToken({
  origin,
  who,
  people,
  timeout = 5_000,
}: TokenRequest): Promise<IssuedToken> {
  const person = people.find((candidate) => candidate.who === who);
  if (person === undefined) throw new TokenRequestFailure('WHO_UNKNOWN', unknownSentence(who, people));
  const response = await fetch(`${origin.replace(/\/$/, '')}${standInPath(person.account.issuer)}/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: personGrant, client_id: commandClient, who }),
    signal: AbortSignal.timeout(timeout),
    redirect: 'error',
  }).catch(() => undefined);
  if (response === undefined)
    throw new TokenRequestFailure(
      'NOT_RUNNING',
      `Nothing answers at ${origin}: start the program with npm start, and ask again.`,
    );
  return issuedToken(response, origin);
}

async function issuedToken(response: Response, origin: string): Promise<IssuedToken> {
  const answer: unknown = await response.json().catch(() => undefined);
  if (isTokenAnswer(answer))
    return { token: answer.access_token, expires: new Date(Date.now() + answer.expires_in * 1_000) };
  throw new TokenRequestFailure(
    'TOKEN_REFUSED',
    `${origin} gave no token (HTTP status ${response.status}): is it this program, started with the demo on?`,
  );
}

function isTokenAnswer(answer: unknown): answer is { access_token: string; expires_in: number } {
  if (typeof answer !== 'object' || answer === null) return false;
  if (!('access_token' in answer && 'expires_in' in answer)) return false;
  return typeof answer.access_token === 'string' && typeof answer.expires_in === 'number';
}

function unknownSentence(who: string, people: readonly StandInPerson[]): string {
  const words = people.map((person) => person.who);
  const near = nearest(who, words);
  const hint = near.length > 0 ? `Did you mean ${near.join(', ')}?` : 'List who there is with --list.';
  return `Nobody is called ${JSON.stringify(who.slice(0, 64))}. ${hint}`;
}
