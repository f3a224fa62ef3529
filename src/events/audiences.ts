import type { Hat } from '../../entities/declare/policies.js';
import { employmentsOf, rolesOfSight } from '../identity/opening.js';
import type { Sighted } from '../identity/viewer.js';
import type { EventLog, LoggedEvent, Seer, Sight } from './event-log.js';

/** Everybody who may see what an event is about, by the key of their login. */
export type Audience = ReadonlyMap<string, Sighted>;

/** What a stream shows of an event: a row of this table, named among the event's subjects. */
export interface Shown {
  readonly table: string;
  readonly subject: string;
}

/** Milliseconds for which an answer stands. Who has lost access since may hear what had happened before that. */
const STANDS_MS = 500;
/** How many people in all the answers are kept for. */
const KEPT_MOST = 200_000;

interface Answer {
  readonly at: number;
  readonly audience: Promise<Audience>;
  people: number;
}

/**
 * Who may see each event, asked for everybody at once: one statement for many events and all who listen. An event is
 * asked about only after it was read from the log, so that whoever lost access before it is not among them.
 */
export class Audiences {
  readonly #answers = new Map<string, Answer>();
  #people = 0;

  constructor(readonly log: EventLog) {}

  /**
   * The audience of each event, in the order of the events.
   * @param since the moment, by the clock that nobody sets, before which no answer may have been asked for.
   */
  async of(
    { table, subject }: Shown,
    events: readonly LoggedEvent[],
    since = performance.now() - STANDS_MS,
  ): Promise<readonly Audience[]> {
    this.#forget();
    const missing = events.filter((event) => {
      const answer = this.#answers.get(keyOf(table, event));
      if (answer && answer.at < since) this.#drop(keyOf(table, event), answer);
      return !answer || answer.at < since;
    });
    if (missing.length > 0) this.#ask(table, subject, missing);
    const answers = events.map((event) => this.#answers.get(keyOf(table, event)));
    return Promise.all(answers.map((answer) => answer?.audience ?? nobody));
  }

  #ask(table: string, subject: string, events: readonly LoggedEvent[]): void {
    const at = performance.now();
    const ids = [...new Set(events.map((event) => event.subjects[subject] ?? ''))].filter((id) => id !== '');
    const sighted = this.log.sights(table, ids).then(byRow);
    for (const event of events) {
      const key = keyOf(table, event);
      const audience = sighted.then((rows) => rows.get(event.subjects[subject] ?? '') ?? nobody);
      const answer: Answer = { at, audience, people: 0 };
      this.#answers.set(key, answer);
      audience.then(
        ({ size }) => this.#count(key, answer, size),
        () => this.#drop(key, answer),
      );
    }
  }

  #count(key: string, answer: Answer, people: number): void {
    if (this.#answers.get(key) !== answer) return;
    answer.people = people;
    this.#people += people;
  }

  #drop(key: string, answer: Answer): void {
    if (this.#answers.get(key) !== answer) return;
    this.#answers.delete(key);
    this.#people -= answer.people;
  }

  #forget(): void {
    const stale = performance.now() - STANDS_MS;
    for (const [key, answer] of this.#answers) {
      if (answer.at > stale && this.#people <= KEPT_MOST) return;
      this.#drop(key, answer);
    }
  }
}

const nobody: Audience = new Map();

const keyOf = (table: string, event: LoggedEvent): string => `${table} ${event.position} ${event.id}`;

function byRow(sights: readonly Sight[]): ReadonlyMap<string, Audience> {
  const rows = new Map<string, Audience>();
  for (const { ids, seers } of sights) {
    const audience: Audience = new Map(seers.map((seer) => [seer[0], sightedAs(seer)]));
    for (const id of ids) rows.set(id, audience);
  }
  return rows;
}

const guardian: Sighted = { hat: 'guardian', roles: ['guardian'], employments: [] };
const pupil: Sighted = { hat: 'pupil', roles: ['pupil'], employments: [] };

function sightedAs([, hat, employments]: Seer): Sighted {
  if (!employments) return hat === 'guardian' ? guardian : pupil;
  const jobs = employmentsOf(employments);
  return { hat: hat as Hat, roles: rolesOfSight(employments), employments: jobs };
}
