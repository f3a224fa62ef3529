import pg from 'pg';
import { AccessLogEntry } from '../../entities/access-log-entry.js';
import { nameWithoutIdentityNumbers } from '../errors/identity-number.js';
import type { Viewer } from '../identity/viewer.js';
import { newId } from './identifier.js';
import { type SensitivePath, subjectKey } from './plan.js';

/** Sends SQL with parameters inside a transaction that is open. */
export type Send = (sql: string, values: readonly unknown[]) => Promise<readonly unknown[]>;

const INSERT = `insert into "access_log_entry" (id, municipality_id, viewer_id, child_id, what, operation, request_id, at)
  select i, $1::uuid, $2::uuid, c, w, $3::text, $4::text, now() from unnest($5::uuid[], $6::uuid[], $7::text[]) as x(i, c, w)`;

/** How much of an operation's name is kept, in characters. */
const NAME_MOST = 100;

/** What is written of every look of one operation. */
export interface AccessLook {
  readonly operationName: string | undefined;
  readonly requestId: string;
}

/** An operation's name as it is kept. */
export function nameInLog({ operationName }: AccessLook): string | null {
  return operationName === undefined ? null : nameWithoutIdentityNumbers(operationName).slice(0, NAME_MOST);
}

/** One child whose sensitive data stands in an answer, and which types of it. */
export interface Look {
  readonly child: string;
  readonly what: readonly string[];
}

/** Finds the children whose sensitive rows an answer holds. */
export function looksIn(paths: readonly SensitivePath[], data: unknown): Look[] {
  const found = new Map<string, Set<string>>();
  for (const { path, type } of paths)
    for (const row of rowsAt(data, path)) {
      const child = (row as Record<string, unknown>)[subjectKey];
      if (typeof child !== 'string') continue;
      const types = found.get(child) ?? new Set();
      found.set(child, types.add(type));
    }
  return [...found].map(([child, what]) => ({ child, what: [...what].sort() }));
}

function* rowsAt(value: unknown, path: readonly string[], depth = 0): Generator<object> {
  if (Array.isArray(value)) for (const each of value) yield* rowsAt(each, path, depth);
  else if (value && typeof value === 'object') {
    const key = path[depth];
    if (key === undefined) yield value;
    else yield* rowsAt((value as Record<string, unknown>)[key], path, depth + 1);
  }
}

/**
 * Writes the looks of one operation as one insert, under the viewer's own hat and scope, as one text, so that it can
 * travel in one message with the commit. A viewer works for one municipality, so that all rows are its own.
 */
export function looksStatement(viewer: Viewer, look: AccessLook, looks: readonly Look[]): string {
  const values = valuesOf(viewer, look, looks);
  return INSERT.replace(/\$(\d)/g, (_, number) => literal(values[Number(number) - 1] ?? null));
}

function valuesOf(viewer: Viewer, look: AccessLook, looks: readonly Look[]): (string | null | string[])[] {
  return [
    viewer.municipalityIds[0] ?? null,
    viewer.personIds[0] ?? null,
    nameInLog(look),
    look.requestId,
    looks.map(() => newId(AccessLogEntry)),
    looks.map((each) => each.child),
    looks.map((each) => each.what.join(',')),
  ];
}

function literal(value: string | null | string[]): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? `array[${value.map(pg.escapeLiteral).join(',')}]` : pg.escapeLiteral(value);
}
