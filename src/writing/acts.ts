import { createHash } from 'node:crypto';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { CompiledQuery, type Transaction } from 'kysely';
import { IdempotencyKey } from '../../entities/idempotency-key.js';
import { Municipality } from '../../entities/municipality.js';
import { Refusal } from '../errors/refusal.js';
import { append } from '../events/append.js';
import type { Claimant } from '../identity/claimant.js';
import { openScope, viewerOf } from '../identity/opening.js';
import type { Vault } from '../identity/vault.js';
import type { Viewer } from '../identity/viewer.js';
import type { Send } from '../reading/access-log.js';
import type { Outcome } from './outcome.js';
import { Work } from './work.js';

/** One act as a client asks for it: its name and input, for the idempotency key. */
export interface ActRequest {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>> & { readonly idempotencyKey?: string | null | undefined };
}

/** The ids that a payload shows, by the names of its fields. */
export type OutcomeIds = Readonly<Record<string, string>>;

export interface ActsOptions {
  readonly vault: Vault;
  /** Milliseconds after which PostgreSQL cancels a statement. */
  readonly timeout: number;
}

const norwegianDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' });

/** Runs acts: each one transaction that holds the change, its event, its access-log rows and its idempotency key. */
export class Acts {
  constructor(
    readonly orm: MikroORM,
    readonly options: ActsOptions,
  ) {}

  /**
   * Runs an act for a claimant, and `show` after it in the same transaction. Sendings of one key wait for each other,
   * so that the second finds the first's answer and not what the first has changed.
   * @throws Refusal IDEMPOTENCY_KEY_REUSED when the key was used for another act or input.
   */
  run<T>(
    claimant: Claimant,
    request: ActRequest,
    act: (work: Work) => Promise<Outcome>,
    show: (outcome: OutcomeIds, viewer: Viewer, send: Send) => Promise<T>,
  ): Promise<T> {
    return this.orm.em.fork().transactional(async (tx) => {
      const em = tx as EntityManager;
      const send = sender(em);
      const viewer = viewerOf(
        (await send(openScope(claimant, this.options.vault, this.options.timeout), []))[0],
      );
      const now = new Date();
      const work = new Work(em, viewer, now, norwegianDay.format(now));
      await takeTurn(work, request, send);
      const outcome = (await earlier(work, request)) ?? (await this.#done(work, request, act, send));
      return show(outcome, viewer, send);
    });
  }

  async #done(
    work: Work,
    request: ActRequest,
    act: (work: Work) => Promise<Outcome>,
    send: Send,
  ): Promise<OutcomeIds> {
    const outcome = idsOf(await act(work));
    remember(work, request, outcome);
    await work.flush();
    await append(send, work.announced);
    return outcome;
  }
}

function sender(em: EntityManager): Send {
  return async (sql, values) => {
    const transaction = em.getTransactionContext<Transaction<unknown>>();
    if (!transaction) throw new Error('an act needs a transaction');
    return (await transaction.executeQuery(CompiledQuery.raw(sql, [...values]))).rows;
  };
}

function idsOf(outcome: Outcome): OutcomeIds {
  return Object.fromEntries(
    Object.entries(outcome).flatMap(([field, entity]) => (entity ? [[field, entity.id]] : [])),
  );
}

/** Waits for another sending of the same key that is under way, here or on another node. */
async function takeTurn(work: Work, request: ActRequest, send: Send): Promise<void> {
  const key = request.input.idempotencyKey;
  if (key) await send('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${ownerOf(work)} ${key}`]);
}

async function earlier(work: Work, request: ActRequest): Promise<OutcomeIds | undefined> {
  const key = request.input.idempotencyKey;
  if (!key) return undefined;
  const found = await work.em.findOne(IdempotencyKey, { ownerId: ownerOf(work), key });
  if (!found) return undefined;
  if (found.digest !== digestOf(request)) throw new Refusal('IDEMPOTENCY_KEY_REUSED', 'idempotencyKey');
  return JSON.parse(found.outcome) as OutcomeIds;
}

function remember(work: Work, request: ActRequest, outcome: OutcomeIds): void {
  const key = request.input.idempotencyKey;
  if (!key) return;
  work.create(IdempotencyKey, {
    municipality: work.em.getReference(Municipality, work.viewer.municipalityIds[0] ?? ''),
    ownerId: ownerOf(work),
    key,
    digest: digestOf(request),
    outcome: JSON.stringify(outcome),
    at: work.now,
  });
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
