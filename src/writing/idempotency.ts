import { createHash } from 'node:crypto';
import { IdempotencyKey } from '../../entities/idempotency-key.js';
import { Refusal } from '../errors/refusal.js';
import type { Send } from '../reading/access-log.js';
import { newId } from '../reading/identifier.js';
import type { Work } from './work.js';

/** One act as a client asks for it: its name and input, for the idempotency key. */
export interface ActRequest {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>> & { readonly idempotencyKey?: string | null | undefined };
}

/** The ids that a payload shows, by the names of its fields. */
export type OutcomeIds = Readonly<Record<string, string>>;

/**
 * What an act that was sent before under the same key gave; undefined for a new one. Another sending of the key that is
 * under way, here or on another node, is waited for.
 * @throws Refusal IDEMPOTENCY_KEY_REUSED when the key was used for another act or input.
 */
export async function earlier(work: Work, request: ActRequest, send: Send): Promise<OutcomeIds | undefined> {
  const key = request.input.idempotencyKey;
  if (!key) return undefined;
  const owner = ownerOf(work);
  await send('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${owner} ${key}`]);
  const rows = await send('select digest, outcome from idempotency_key where owner_id = $1 and key = $2', [
    owner,
    key,
  ]);
  const [found] = rows as { digest: string; outcome: string }[];
  if (!found) return undefined;
  if (found.digest !== digestOf(request)) throw new Refusal('IDEMPOTENCY_KEY_REUSED', 'idempotencyKey');
  return JSON.parse(found.outcome) as OutcomeIds;
}

/** Keeps what an act gave, in its own transaction. */
export async function remember(
  work: Work,
  request: ActRequest,
  outcome: OutcomeIds,
  send: Send,
): Promise<void> {
  const key = request.input.idempotencyKey;
  if (!key) return;
  await send(
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
