import type { Claimant } from '../identity/claimant.js';
import { scopeOpening, viewerOf } from '../identity/opening.js';
import type { Viewer } from '../identity/viewer.js';
import { DataText } from './data-text.js';
import type { Statement, TextRow } from './one-message.js';
import type { Plan } from './plan.js';

/** A statement without values, known by its own text. */
export function plain(text: string): Statement {
  return { name: text, text, values: [] };
}

export const COMMIT = plain('commit');
export const ROLLBACK = plain('rollback');

/**
 * Opens the scope of whoever has a key, as one statement of a message: see `openScope`.
 * @param timeout milliseconds after which PostgreSQL cancels a statement.
 */
export function opening(issuer: Claimant['issuer'], key: string, timeout: number): Statement {
  return { name: `open ${issuer}`, text: scopeOpening(issuer, timeout), values: [key] };
}

/** As whom an opening let somebody in, and the word by which the database knows that sight. */
export interface Opened {
  readonly as: Viewer;
  readonly word: string;
}

/** What an opening gave; undefined for somebody without any scope. */
export function openedIn(row: TextRow | undefined): Opened | undefined {
  if (row?.[0] == null) return undefined;
  return { as: viewerOf({ viewer: JSON.parse(row[0]) }), word: row.at(-1) ?? '' };
}

/** The value that a plan's statement gave; undefined where it gave none. */
export const dataIn = (row: TextRow | undefined): unknown => JSON.parse(row?.[0] ?? 'null') ?? undefined;

/** The same, left as text where that is the answer. */
export function answerIn(row: TextRow | undefined, plan: Plan): unknown {
  const written = plan.form === 'answer' ? row?.[0] : undefined;
  return written == null ? dataIn(row) : new DataText(written, plan);
}
