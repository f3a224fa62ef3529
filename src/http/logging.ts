import { type DestinationStream, type LoggerOptions, pino } from 'pino';
import type { Config } from '../config.js';
import { isSqlState } from '../errors/database-failure.js';
import { withoutIdentityNumbers } from '../errors/identity-number.js';

export type Logger = ReturnType<typeof createLogger>;

/** What is never written, should it reach the log by some way: redaction is the second line, not the first. */
const secrets = [
  'authorization',
  'cookie',
  'variables',
  'query',
  'token',
  'access_token',
  'pid',
  'parameters',
];

/** The program's log: lines of JSON without tokens, variables, documents or identity numbers. */
export function createLogger(config: Pick<Config, 'logLevel'>, destination?: DestinationStream) {
  const options: LoggerOptions = {
    level: config.logLevel,
    base: null,
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
    serializers: { err: describeError, error: describeError, req: () => undefined, res: () => undefined },
    hooks: { streamWrite: withoutIdentityNumbers },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** An error for the log: its kind, message and calls. A database's message holds SQL and values: its code does. */
export function describeError(error: unknown): Record<string, unknown> {
  const root = deepest(error);
  if (!(root instanceof Error)) return { type: typeof root };
  const code = 'code' in root ? root.code : undefined;
  const constraint = 'constraint' in root ? root.constraint : undefined;
  return {
    type: root.name,
    ...(code !== undefined && { code }),
    ...(constraint !== undefined && { constraint }),
    ...(!isSqlState(code) && { message: root.message.slice(0, 300) }),
    stack: callsOf(root),
  };
}

/** What caused an error at last: wrappers repeat its message with more of the statement around it. */
function deepest(error: unknown): unknown {
  let found = error;
  for (let step = 0; step < 8 && found instanceof Error; step += 1) {
    const cause = 'originalError' in found ? found.originalError : (found.cause ?? previousOf(found));
    if (!(cause instanceof Error)) break;
    found = cause;
  }
  return found;
}

function previousOf(error: Error): unknown {
  return 'previous' in error ? error.previous : undefined;
}

/** The stack's calls without its message and without the machine's own path. */
function callsOf(error: Error): readonly string[] {
  const calls = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return calls
    .slice(0, 12)
    .map((line) => line.trim().replaceAll('file://', '').replaceAll(`${process.cwd()}/`, ''));
}
