import { GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import { catalogue, type ErrorCode, type Language, sentence } from './catalogue.js';
import { databaseFailure } from './database-failure.js';
import { developerMessage } from './developer-message.js';
import { Refusal } from './refusal.js';

/** An error as a client sees it, over any transport. */
export interface MaskedError extends GraphQLFormattedError {
  readonly extensions: { readonly code: ErrorCode; readonly requestId: string; readonly field?: string };
}

/** Whom an error is masked for, and where bugs are reported. */
export interface Masking {
  readonly requestId: string;
  readonly language: Language;
  /** Whether graphql-js may suggest names of the schema; off where introspection is. */
  readonly suggestions: boolean;
  /** Receives what is not the client's fault, unmasked, for the server's own log. */
  report(error: unknown, code: ErrorCode): void;
}

/** An error's place in the catalogue. */
interface Verdict {
  readonly code: ErrorCode;
  readonly field?: string;
  /** graphql-js's own message, for developers of clients; the catalogue's sentence where there is none. */
  readonly message?: string;
}

/**
 * Turns anything that was thrown into an error of the catalogue. What is not in the catalogue is INTERNAL_ERROR
 * and reported; no message, stack, SQL, path or value of it reaches the client.
 */
export function mask(error: unknown, masking: Masking): MaskedError {
  const { code, field, message } = verdictOn(error, masking.suggestions);
  if (catalogue[code].status >= 500) masking.report(error, code);
  const { requestId, language } = masking;
  const located = error instanceof GraphQLError ? error : undefined;
  return {
    message: message ?? sentence(code, language),
    ...(located?.locations !== undefined && { locations: located.locations }),
    ...(located?.path !== undefined && { path: located.path }),
    extensions: { code, requestId, ...(field !== undefined && { field }) },
  };
}

function verdictOn(error: unknown, suggestions: boolean): Verdict {
  const chain = causesOf(error);
  for (const cause of chain) {
    if (cause instanceof Refusal)
      return { code: cause.code, ...(cause.field !== undefined && { field: cause.field }) };
    const failure = cause instanceof GraphQLError ? undefined : databaseFailure(cause);
    if (failure !== undefined) return { code: failure };
  }
  return verdictOnGraphql(chain, suggestions);
}

/** The error and what caused it, outermost first; bounded, as a chain may be a ring. */
function causesOf(error: unknown): readonly Error[] {
  const chain: Error[] = [];
  let next: unknown = error;
  while (next instanceof Error && chain.length < 8 && !chain.includes(next)) {
    chain.push(next);
    next = next instanceof GraphQLError ? next.originalError : (next.cause ?? previousOf(next));
  }
  return chain;
}

/** MikroORM keeps the driver's error in `previous`. */
function previousOf(error: Error): unknown {
  return 'previous' in error ? error.previous : undefined;
}

/** The codes that Apollo Server gives, and the catalogue's. */
const ofApollo: ReadonlyMap<unknown, ErrorCode> = new Map([
  ['BAD_REQUEST', 'REQUEST_INVALID'],
  ['PERSISTED_QUERY_NOT_SUPPORTED', 'REQUEST_INVALID'],
  ['PERSISTED_QUERY_NOT_FOUND', 'REQUEST_INVALID'],
  ['GRAPHQL_PARSE_FAILED', 'SYNTAX_INVALID'],
  ['GRAPHQL_VALIDATION_FAILED', 'OPERATION_INVALID'],
  ['OPERATION_RESOLUTION_FAILURE', 'OPERATION_INVALID'],
]);

const ofStatus: Readonly<Record<number, ErrorCode>> = {
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  415: 'MEDIA_TYPE_UNSUPPORTED',
};

function verdictOnGraphql(chain: readonly Error[], suggestions: boolean): Verdict {
  const errors = chain.filter((cause) => cause instanceof GraphQLError);
  const catalogued = errors.map((error) => extensionsOf(error).code).find(isErrorCode);
  if (catalogued !== undefined) return { code: catalogued };
  const [error] = errors;
  if (error === undefined) return { code: 'INTERNAL_ERROR' };
  if ('validationErrors' in extensionsOf(error)) return { code: 'INPUT_INVALID' };
  const code = codeOf(error, errors.length === chain.length);
  if (code === 'INTERNAL_ERROR' || code === 'INTROSPECTION_OFF') return { code };
  return { code, message: developerMessage(error, suggestions) };
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(catalogue, code);
}

/**
 * Which rule of graphql-js or Apollo was broken. An error with a path was thrown while executing; there only
 * graphql-js itself (`pure`: no other error caused it) is believed.
 */
function codeOf(error: GraphQLError, pure: boolean): ErrorCode {
  const { message } = error;
  if (error.path !== undefined)
    return pure && isAboutArgument(error) ? 'VARIABLES_INVALID' : 'INTERNAL_ERROR';
  if (/^GraphQL introspection has been disabled/.test(message)) return 'INTROSPECTION_OFF';
  if (isAboutVariables(error, pure)) return 'VARIABLES_INVALID';
  const { code, http } = extensionsOf(error);
  const given = ofApollo.get(code);
  if (given !== undefined) return ofStatus[statusIn(http)] ?? given;
  if (message.startsWith('Syntax Error')) return 'SYNTAX_INVALID';
  if (/^(?:Unknown operation|Must provide )|Validation aborted\.$/.test(message)) return 'OPERATION_INVALID';
  return error.nodes === undefined ? 'INTERNAL_ERROR' : 'OPERATION_INVALID';
}

function isAboutArgument(error: GraphQLError): boolean {
  return /^Argument "\w+" (?:has invalid value|of (?:required|non-null) type)/.test(error.message);
}

const aboutVariables =
  /^(?:Variable "\$\w+" (?:got invalid|has invalid|of required type|of non-null type)|Too many errors processing variables)/;

function isAboutVariables(error: GraphQLError, pure: boolean): boolean {
  const isAtVariable = error.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION;
  return (pure || isAtVariable) && aboutVariables.test(error.message);
}

/** Compiled execution leaves them out, whatever the type says. */
function extensionsOf(error: GraphQLError): GraphQLError['extensions'] {
  const extensions: GraphQLError['extensions'] | undefined = error.extensions;
  return extensions ?? {};
}

function statusIn(http: unknown): number {
  const isHead = typeof http === 'object' && http !== null && 'status' in http;
  return isHead && typeof http.status === 'number' ? http.status : 0;
}
