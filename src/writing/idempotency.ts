import { createHash } from 'node:crypto';
import { IdempotencyKey } from '../../entities/idempotency-key.js';
import { Refusal } from '../errors/refusal.js';
import { newId } from '../reading/identifier.js';
import type { Statement, TextRow } from '../reading/one-message.js';
import type { Work } from './work.js';

/** One act as a client asks for it: its name and input, for the idempotency key. */
export interface ActRequest {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>> & { readonly idempotencyKey?: string | null | undefined };
}

/** The ids that a payload shows, by the names of its fields. */
export type OutcomeIds = Readonly<Record<string, string>>;

/** The viewer, as `ownerOf` says: the first row, where several municipalities know the person. */
const OWNER = '(select person from unnest((select scope.person_ids())) person order by person limit 1)';
const TURN = `select pg_advisory_xact_lock(hashtextextended(concat(${OWNER}, ' ', $1::text), 0))`;
const EARLIER = `select digest, outcome from idempotency_key where owner_id = ${OWNER} and key = $1`;

/** The longest key, in characters. */
const KEY_MOST = 200;

/** Whether a key can be kept. */
export const isKeepable = (key: string): boolean => key.length <= KEY_MOST && !key.includes('\0');

/** The key in an act's input; undefined where there is none that can be looked up. */
export function keyIn(input: unknown): string | undefined {
  const { idempotencyKey: key } = (input ?? {}) as ActRequest['input'];
  return typeof key === 'string' && isKeepable(key) ? key : undefined;
}

/**
 * Waits for another sending of a key that is under way, here or on another node, and then looks for what it gave: the
 * second statement sees what was committed during the first.
 * @param hat the database role that will most likely run them.
 */
export function lookups(key: string | undefined, hat = ''): readonly Statement[] {
  if (!key) return [];
  return [
    { name: `${hat} turn of a key`, text: TURN, values: [key] },
    { name: `${hat} earlier act`, text: EARLIER, values: [key] },
  ];
}

/**
 * What an act that was sent before under the same key gave; undefined for a new one.
 * @param found the last row of the lookups.
 * @throws Refusal IDEMPOTENCY_KEY_REUSED when the key was used for another act or input.
 */
export function earlier(request: ActRequest, found: TextRow | undefined): OutcomeIds | undefined {
  if (!found) return undefined;
  const [digest, outcome] = found;
  if (digest !== digestOf(request)) throw new Refusal('IDEMPOTENCY_KEY_REUSED', 'idempotencyKey');
  return JSON.parse(outcome ?? '{}') as OutcomeIds;
}

/** Keeps what an act gave, in its own transaction. */
export function remember(work: Work, request: ActRequest, outcome: OutcomeIds): void {
  const key = request.input.idempotencyKey;
  if (!key) return;
  work.transaction.write(
    `insert into idempotency_key (id, municipality_id, owner_id, key, digest, outcome, at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      newId(IdempotencyKey),
      work.viewer.municipalityIds[0] ?? '',
      ownerOf(work),
      key,
      digestOf(request),
      JSON.stringify(outcome),
      work.now,
    ],
  );
}

/** The same person on the same side of the desk; the first row, where several municipalities know the person. */
function ownerOf(work: Work): string {
  return [...work.viewer.personIds].sort()[0] ?? '';
}

function digestOf(request: ActRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([request.name, sorted(request.input)]))
    .digest('hex');
}

function sorted(input: Readonly<Record<string, unknown>>): unknown {
  return Object.entries(input).sort(([one], [other]) => (one < other ? -1 : 1));
}
