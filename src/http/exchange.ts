import { AsyncLocalStorage } from 'node:async_hooks';
import type { GraphQLError } from 'graphql';
import type { ErrorCode, Language } from '../errors/catalogue.js';
import { type MaskedError, mask } from '../errors/masking.js';
import type { Claimant } from '../identity/claimant.js';
import type { Failures } from './failures.js';
import type { Standing } from './limits/standing.js';
import type { Logger } from './logging.js';

/** One GraphQL request and its answer, as far as they have come. */
export interface Exchange {
  readonly requestId: string;
  readonly language: Language;
  readonly suggestions: boolean;
  readonly log: Logger;
  readonly failures: Failures;
  /** Milliseconds of the process's own clock. */
  readonly started: number;
  claimant?: Claimant;
  /** SHA-256 of the document. */
  hash?: string;
  /** What is wrong with the document, where something is. */
  faults?: readonly GraphQLError[];
  operationName?: string;
  operationType?: string;
  /** The most nodes that the operation, or its acts together, could return. */
  cost?: number;
  /** What is left to its sender in this minute, where that is counted. */
  standing?: Standing;
  readonly codes: ErrorCode[];
  /** Whether the whole answer was refused, so that it holds no data. */
  refused: boolean;
}

/** The exchange of the running request: Apollo Server's `formatError` is told nothing of its request. */
export const exchanges = new AsyncLocalStorage<Exchange>();

/** Masks an error for the exchange's client, and notes its code for log, metrics and status. */
export function maskFor(exchange: Exchange, error: unknown): MaskedError {
  const masked = mask(error, {
    requestId: exchange.requestId,
    language: exchange.language,
    suggestions: exchange.suggestions,
    report: (failure, code) => exchange.failures.report(failure, code, exchange.requestId, 'not answered'),
  });
  exchange.codes.push(masked.extensions.code);
  return masked;
}
