import type { Commit, Findings, Heard } from './checker.js';
import { check } from './checker.js';
import type { Sql } from './ground/sql.js';
import type { Home, Village } from './ground/village.js';
import type { Subscriber } from './traffic/subscriber.js';

/** What happened to a home's child, or in its thread. */
interface Happening {
  readonly topic: string;
  readonly home: Home;
  readonly sender?: string | undefined;
}

/** Whether somebody should hear of it: the rules of the school, told once more and in another way. */
export function hears({ asked }: Subscriber, { topic, home, sender }: Happening, village: Village): boolean {
  const { person, field, child } = asked;
  const inThread = [home.guardian, ...home.teachers].some(({ id }) => id === person.id);
  if (topic.startsWith('sfo.')) {
    const concerned = [home.guardian, village.leader].some(({ id }) => id === person.id);
    return field === 'checkInRecorded' && concerned && (child === undefined || child === home.child);
  }
  if (topic === 'message.sent' && field === 'messageReceived') return inThread && person.id !== sender;
  return topic !== 'child.moved' && topic !== 'guardian.blocked' && field === 'inboxChanged' && inThread;
}

interface Row {
  readonly id: string;
  readonly position: string;
  readonly topic: string;
  readonly subjects: string;
  readonly sent_at: Date | null;
}

/** Keeps what was acknowledged, and holds it against the log and against what was received. */
export class Ledger {
  /** Moments of acknowledgement, by the event's id or the message's. */
  readonly acknowledged = new Map<string, number>();
  readonly threads = new Map<string, Home>();

  constructor(
    readonly sql: Sql,
    readonly village: Village,
  ) {}

  record(ids: readonly string[], at = performance.now()): void {
    for (const id of ids) this.acknowledged.set(id, at);
  }

  async top(): Promise<number> {
    const [row] = await this.sql<{ top: string }>('select coalesce(max(position), 0) as top from event');
    return Number(row?.top);
  }

  /** How many events have no position yet. */
  async unnumbered(): Promise<number> {
    const [row] = await this.sql<{ count: number }>(
      'select count(*)::int as count from event where position is null',
    );
    return row?.count ?? 0;
  }

  /** The log after a position, with who should have heard of what. */
  async commits(after: number, subscribers: readonly Subscriber[]): Promise<Commit[]> {
    const rows = await this.sql<Row>(
      `select e.id, e.position, e.topic, e.subjects, m.sent_at from event e
         left join message m on m.id = (e.subjects::json ->> 'message')::uuid
         where e.position > $1 order by e.position`,
      [after],
    );
    return rows.map((row) => this.#commit(row, subscribers));
  }

  /** What was acknowledged and is not in the log, in sentences. */
  async forgotten(): Promise<string[]> {
    const rows = await this.sql<{ id: string; message: string | null }>(
      `select id, subjects::json ->> 'message' as message from event`,
    );
    const held = new Set(rows.flatMap(({ id, message }) => (message === null ? [id] : [id, message])));
    return [...this.acknowledged.keys()].filter((id) => !held.has(id)).map((id) => `${id} is forgotten`);
  }

  /** Holds everything together, acknowledgements that the log has forgotten counted as lost. */
  async findings(after: number, subscribers: readonly Subscriber[]): Promise<Findings> {
    const everybody = subscribers.map(({ name, receipts }): Heard => ({ name, after, receipts }));
    // What came before the first position that counts must be known as well, or it would look like a ghost.
    const found = check(await this.commits(0, subscribers), everybody);
    return { ...found, lost: [...(await this.forgotten()), ...found.lost] };
  }

  #commit({ id, position, topic, subjects, sent_at }: Row, subscribers: readonly Subscriber[]): Commit {
    const named = JSON.parse(subjects) as Readonly<Record<string, string>>;
    const { message, thread = '', child, sender } = named;
    const home = this.threads.get(thread) ?? this.village.homes.find((each) => each.child === child);
    const audience = home
      ? subscribers.filter((subscriber) => hears(subscriber, { topic, home, sender }, this.village))
      : [];
    return {
      eventId: id,
      position: Number(position),
      act: message === undefined ? id : `${topic} ${message}`,
      audience: new Set(audience.map(({ name }) => name)),
      place: sent_at === null ? undefined : { thread, sentAt: sent_at.getTime() },
      at: this.acknowledged.get(id) ?? this.acknowledged.get(message ?? ''),
    };
  }
}
