import type { EntityManager } from '@mikro-orm/postgresql';
import {
  DriverException,
  LockMode,
  RowLevelSecurityViolationException,
  UniqueConstraintViolationException,
} from '@mikro-orm/postgresql';
import type { Class } from '../../entities/declare/registry.js';
import { Refusal } from '../errors/refusal.js';
import type { Announcement } from '../events/append.js';
import type { Viewer } from '../identity/viewer.js';
import { isIdOf, newId } from '../reading/identifier.js';
import type { ActTransaction } from './act-transaction.js';

/** Something with an id and a municipality, as every entity has. */
interface Held {
  id: string;
  municipality?: { id: string };
}

const changing = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;

type New<T> = Partial<Omit<T, 'id'>>;

/**
 * One act under way: everything it loads and writes runs in one transaction, under the viewer's hat and scope, and is
 * there in full or not at all.
 */
export class Work {
  /** What the act has announced; appended to the log when it is done. */
  readonly announced: Announcement[] = [];
  #whenTaken: (() => Refusal) | undefined;

  constructor(
    readonly transaction: ActTransaction,
    readonly em: EntityManager,
    readonly viewer: Viewer,
    /** When the act happens; one moment for all that it writes. */
    readonly now: Date,
    /** The day in Norway, `YYYY-MM-DD`. */
    readonly today: string,
  ) {}

  /** An id that may be of this type. @throws Refusal NOT_FOUND as `require`. */
  idOf<T extends Held>(type: Class<T>, id: string, field: string): string {
    if (!isIdOf(type, id)) throw new Refusal('NOT_FOUND', field);
    return id;
  }

  /**
   * Loads a row that the viewer may see.
   * @param field the input field that named it.
   * @throws Refusal NOT_FOUND alike for an id that is none, that is not there, and that is not the viewer's to see.
   */
  async require<T extends Held>(type: Class<T>, id: string, field: string): Promise<T> {
    const found = isIdOf(type, id) ? await this.em.findOne(type as never, { id } as never) : null;
    if (!found) throw new Refusal('NOT_FOUND', field);
    return found as T;
  }

  /** Loads a row to change it, so that nobody else changes it meanwhile. @throws Refusal NOT_FOUND as `require`. */
  async requireToChange<T extends Held>(type: Class<T>, id: string, field: string): Promise<T> {
    const found = isIdOf(type, id) ? await this.toChange(type, { id }) : null;
    if (!found) throw new Refusal('NOT_FOUND', field);
    return found;
  }

  /** Finds a row to change it, so that nobody else changes it meanwhile; null where there is none to see. */
  async toChange<T extends Held>(type: Class<T>, where: object): Promise<T | null> {
    return (await this.em.findOne(type as never, where as never, changing)) as T | null;
  }

  /** Finds all such rows to change them, so that nobody else changes them meanwhile. */
  async allToChange<T extends Held>(type: Class<T>, where: object): Promise<T[]> {
    return (await this.em.find(type as never, where as never, changing)) as T[];
  }

  /** Asks for several things in one message. @throws what the first of them throws, in the order in which they stand. */
  async together<T extends readonly unknown[]>(
    ...asked: T
  ): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
    const settled = await Promise.allSettled(asked);
    for (const each of settled) if (each.status === 'rejected') throw each.reason;
    return Promise.all(asked);
  }

  /**
   * Waits until no other act has its turn with a row, and keeps the turn to the end. For rows that the viewer may not
   * change and that others hang on: what is read of those after it stays so.
   */
  async takeTurn({ id }: Held): Promise<void> {
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [id]);
  }

  /** Adds a row with a new id. */
  create<T extends Held>(type: Class<T>, values: New<T>): T {
    const made = this.em.create(type as never, { id: newId(type as Class), ...values } as never) as T;
    this.em.persist(made as object);
    return made;
  }

  /** Says that something happened, for the log of events: names of types to ids, and no personal data. */
  announce(
    topic: string,
    municipality: { id: string },
    subjects: Readonly<Record<string, { id: string }>>,
  ): void {
    const ids = Object.fromEntries(Object.entries(subjects).map(([name, subject]) => [name, subject.id]));
    this.announced.push({ topic, municipalityId: municipality.id, subjects: ids });
  }

  /** The viewer's own person, where the viewer is one: the first row, for a guardian of several municipalities. */
  get me(): string {
    const [first] = this.viewer.personIds;
    if (!first) throw new Refusal('FORBIDDEN');
    return first;
  }

  /** Says what it means for the user when a unique key of what is written is taken. */
  whenTaken(refusal: () => Refusal): void {
    this.#whenTaken = refusal;
  }

  /**
   * Writes what has changed so far, ahead of whatever is read or written next; a refusal of the database is met then, or
   * at the commit. Every act is flushed at its end; one flushes itself where the order matters.
   * @throws Refusal FORBIDDEN where row security refuses a write.
   */
  async flush(): Promise<void> {
    await this.transaction.explaining(this.#explain, () => this.em.flush());
  }

  readonly #explain = (failure: Error): Error => {
    const known = failure instanceof DriverException ? failure : this.#known(failure);
    if (known instanceof RowLevelSecurityViolationException) return new Refusal('FORBIDDEN');
    return known instanceof UniqueConstraintViolationException ? (this.#whenTaken?.() ?? known) : known;
  };

  #known(failure: Error): Error {
    return this.em.getPlatform().getExceptionConverter().convertException(failure);
  }
}
