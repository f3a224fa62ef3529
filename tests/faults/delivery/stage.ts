import { createVault } from '../../../src/identity/vault.js';
import { testKey } from '../../harness/town-key.js';
import { copied, dropped, type Ground } from './ground/ground.js';
import { type Issuers, type Person, startIssuers } from './ground/issuers.js';
import { type Sql, sqlOn } from './ground/sql.js';
import { findVillage, type Home, type Village } from './ground/village.js';
import { hears, Ledger } from './ledger.js';
import { Node } from './node.js';
import { oneOf, type Random, randomFrom } from './random.js';
import { Acts } from './traffic/acts.js';
import { appendMessages, appendPassages, type Query, WAKE } from './traffic/appending.js';
import { type Asked, Subscriber } from './traffic/subscriber.js';
import { inTime, until } from './waiting.js';

export interface StageOptions {
  readonly nodes: number;
  readonly homes: number;
  readonly seed: number;
  /** Whether it can be seen what memory the nodes hold. */
  readonly isInspected?: boolean;
}

/** What a subscription is about, and on which node it stays; on any by default. */
type Choice = Pick<Asked, 'field' | 'child'> & { readonly node?: Node; readonly seconds?: number };

/** How rows are written beside the API: by default at once, with a wake-up. */
export interface Appending {
  /** A connection of one's own, with a transaction that `commit` ends; nothing is acknowledged before that. */
  readonly query?: Query;
  readonly commit?: () => Promise<unknown>;
  readonly wake?: boolean;
  readonly text?: string;
}

/** A database, programs on it, and people; everything that a scenario needs, and all that it must leave behind. */
export class Stage {
  readonly subscribers: Subscriber[] = [];
  readonly #owed = new Map<Subscriber, number>();
  readonly #homeOf = new Map<Subscriber, Home>();
  readonly #threadOf = new Map<Home, string>();
  readonly #tokens = new Map<Person, Promise<string>>();
  /** The position after which everything is owed to everybody. */
  after = 0;

  private constructor(
    readonly ground: Ground,
    readonly database: string,
    readonly sql: Sql,
    /** As a superuser, who may end other connections. */
    readonly superuser: Sql,
    readonly issuers: Issuers,
    readonly village: Village,
    readonly nodes: readonly Node[],
    readonly ledger: Ledger,
    readonly acts: Acts,
    readonly random: Random,
  ) {}

  /** Copies the database, starts the nodes, and lets each guardian begin a thread with the contact teachers. */
  static async open(ground: Ground, options: StageOptions): Promise<Stage> {
    const database = await copied(ground);
    const [sql, superuser] = [sqlOn(ground.ownerUrl(database)), sqlOn(ground.superuserUrl(database), 1)];
    const issuers = await startIssuers();
    const village = await findVillage(sql, createVault(testKey), options.homes);
    const settings = {
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      RATE_PERSON: '0',
      DATABASE_URL: ground.serverUrl(database),
      DATABASE_OWNER_URL: ground.ownerUrl(database),
      DATABASE_POOL: '6',
      IDENTITY_KEY: testKey,
      ...issuers.settings,
    };
    const names = Array.from({ length: options.nodes }, (_, index) => `node-${index + 1}`);
    const nodes = await Promise.all(names.map((name) => Node.make(name, settings, options.isInspected)));
    const random = randomFrom(options.seed);
    const ledger = new Ledger(sql, village);
    const acts = new Acts(nodes, random);
    const stage = new Stage(ground, database, sql, superuser, issuers, village, nodes, ledger, acts, random);
    try {
      await Promise.all(nodes.map((node) => node.start()));
      for (const home of village.homes) await stage.#begin(home);
      return stage;
    } catch (error) {
      await stage.close();
      throw error;
    }
  }

  token(person: Person): Promise<string> {
    const known = this.#tokens.get(person) ?? this.issuers.token(person);
    this.#tokens.set(person, known);
    return known;
  }

  thread(home: Home): string {
    return this.#threadOf.get(home) ?? '';
  }

  /** Somebody listens, and hears of this home. */
  listen(name: string, person: Person, home: Home, { node, seconds, ...asked }: Choice): Subscriber {
    const subscriber = new Subscriber({
      ...asked,
      name,
      person,
      token: () => (seconds === undefined ? this.token(person) : this.issuers.token(person, seconds)),
      node: () => (node ?? this.#living()).url,
    });
    this.subscribers.push(subscriber);
    this.#homeOf.set(subscriber, home);
    this.#owed.set(subscriber, 0);
    return subscriber.start();
  }

  /** Writes until everybody who should hear has heard something: the protocol does not say when a stream has begun. */
  async primed(): Promise<void> {
    const quiet = () =>
      this.subscribers.filter((each) => each.count === 0 && this.#homeOf.get(each) && this.#hearsOwn(each));
    await until(
      'everybody has heard something',
      async () => {
        for (const each of quiet()) await this.#prime(each);
        return quiet().length === 0;
      },
      { interval: 200 },
    );
    await until('all events have positions', async () => (await this.ledger.unnumbered()) === 0);
    this.after = await this.ledger.top();
    const owed = (await this.ledger.commits(0, this.subscribers)).filter(
      ({ position }) => position <= this.after,
    );
    await inTime(
      () =>
        this.subscribers.every((each) =>
          owed.every(({ eventId, audience }) => !audience.has(each.name) || each.has(eventId)),
        ),
      1_000,
    );
    for (const each of this.subscribers) this.#owed.set(each, each.count);
  }

  /** A guardian or a contact teacher writes in the home's thread through the API. @returns when it was acknowledged. */
  async say(home: Home, from: 'home' | 'school', text = 'Hei!'): Promise<number> {
    const sender = from === 'home' ? home.guardian : (home.teachers[0] ?? home.guardian);
    const input = { threadId: this.thread(home), text };
    const { message } = await this.acts.do(
      await this.token(sender),
      'sendMessage',
      'SendMessageInput',
      input,
      'message { id }',
    );
    const at = performance.now();
    this.ledger.record([message?.id ?? ''], at);
    this.#owe({ topic: 'message.sent', home, sender: sender.id }, 1);
    return at;
  }

  /** The same rows as the act leaves, some at once. */
  async append(home: Home, sender: Person, count: number, how: Appending = {}): Promise<void> {
    const said = { thread: this.thread(home), sender: sender.id, count, text: how.text ?? 'Hei!' };
    await this.#appended(how, (query) => appendMessages(query, said));
    this.#owe({ topic: 'message.sent', home, sender: sender.id }, count);
  }

  /** That the home's child came to SFO, some times. */
  async pass(home: Home, count: number, how: Appending = {}): Promise<void> {
    await this.#appended(how, (query) => appendPassages(query, home, count));
    this.#owe({ topic: 'sfo.checked-in', home }, count);
  }

  /** By how many events the slowest subscriber is behind what was acknowledged. */
  get lag(): number {
    return Math.max(0, ...this.subscribers.map((each) => (this.#owed.get(each) ?? 0) - each.count));
  }

  /** Waits until everybody has everything, for as long as something still comes. */
  async settled(patience = 20_000): Promise<void> {
    await inTime(async () => (await this.ledger.unnumbered()) === 0, patience);
    const commits = await this.ledger.commits(this.after, this.subscribers);
    const missing = () =>
      this.subscribers.reduce(
        (sum, each) =>
          sum +
          commits.filter(({ eventId, audience }) => audience.has(each.name) && !each.has(eventId)).length,
        0,
      );
    for (let before = missing(); before > 0; ) {
      await inTime(() => missing() === 0, Math.min(patience, 10_000));
      const now = missing();
      if (now === before) return;
      before = now;
    }
  }

  /** Streams that ended for good, in sentences: none should where nobody's access changes and the log stays whole. */
  endings(): string[] {
    return this.subscribers.flatMap(({ name, ending }) => (ending ? [`${name} was told ${ending}`] : []));
  }

  /** Ends what the run has started, and nothing else. */
  async close(): Promise<void> {
    await Promise.all(this.subscribers.map((subscriber) => subscriber.stop()));
    await Promise.all(this.nodes.map((node) => node.close()));
    await Promise.all([this.sql.end(), this.superuser.end()]);
    await this.issuers.close();
    await dropped(this.ground, this.database);
  }

  async #appended(
    { query, wake = true, commit }: Appending,
    append: (query: Query) => Promise<string[]>,
  ): Promise<void> {
    const events = query ? await append(query) : await this.#insisted(append);
    // A wake-up may be lost with the database that it went through.
    if (wake) await (query ? query(WAKE, []) : this.sql(WAKE).catch(() => undefined));
    await commit?.();
    this.ledger.record(events);
  }

  /** Writes anew what the death of the database cut off: nobody was told that it was committed, and if it was it is owed. */
  async #insisted(append: (query: Query) => Promise<string[]>): Promise<string[]> {
    const written: string[] = [];
    const write = () =>
      append(this.sql).then(
        (events) => written.push(...events) > 0,
        () => false,
      );
    await until('the database takes what is written', write);
    return written;
  }

  #living(): Node {
    const answering = this.nodes.filter((node) => node.isAnswering);
    return oneOf(this.random, answering.length > 0 ? answering : this.nodes);
  }

  async #begin(home: Home): Promise<void> {
    const input = { childId: home.child, subject: 'Gym', text: 'Hei!' };
    const { thread } = await this.acts.do(
      await this.token(home.guardian),
      'startThread',
      'StartThreadInput',
      input,
      'thread { id }',
    );
    this.#threadOf.set(home, thread?.id ?? '');
    this.ledger.threads.set(thread?.id ?? '', home);
  }

  #hearsOwn(subscriber: Subscriber): boolean {
    const home = this.#homeOf.get(subscriber);
    const of = (topic: string) => home !== undefined && hears(subscriber, { topic, home }, this.village);
    return of('message.sent') || of('sfo.checked-in');
  }

  async #prime(subscriber: Subscriber): Promise<void> {
    const home = this.#homeOf.get(subscriber);
    if (!home) return;
    if (subscriber.asked.field === 'checkInRecorded') return this.pass(home, 1);
    const isGuardian = subscriber.asked.person.id === home.guardian.id;
    await this.append(home, isGuardian ? (home.teachers[0] ?? home.guardian) : home.guardian, 1);
  }

  #owe(happening: Parameters<typeof hears>[1], count: number): void {
    for (const each of this.subscribers)
      if (hears(each, happening, this.village)) this.#owed.set(each, (this.#owed.get(each) ?? 0) + count);
  }
}
