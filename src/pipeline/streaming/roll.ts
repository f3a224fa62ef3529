import type { Audience } from '../../events/audiences.js';
import type { StreamRead } from '../../reading/streams.js';
import type { Subscription } from './subscription.js';

/** Those who listen to one stream. */
interface Listeners {
  /** In the order in which they came. */
  readonly all: Set<Subscription>;
  readonly logins: Map<string, Set<Subscription>>;
}

/** Where one listener of so many is concerned, or more, all are gone through in their order: few are found and sorted. */
const MANY = 1 / 8;

/** Those who are live, found by their login for what they may hear, and by name for what may end their access. */
export class Roll {
  readonly #streams = new Map<StreamRead, Listeners>();
  readonly #names = new Map<string, Set<Subscription>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(subscription: Subscription): void {
    subscription.live = true;
    this.#size += 1;
    const { stream } = subscription.asked;
    const listeners = this.#streams.get(stream) ?? { all: new Set(), logins: new Map() };
    this.#streams.set(stream, listeners);
    listeners.all.add(subscription);
    enter(listeners.logins, subscription.key, subscription);
    for (const name of subscription.names) enter(this.#names, name, subscription);
  }

  delete(subscription: Subscription): void {
    if (!subscription.live) return;
    subscription.live = false;
    this.#size -= 1;
    const { stream } = subscription.asked;
    const listeners = this.#streams.get(stream);
    if (listeners) strike(listeners.logins, subscription.key, subscription);
    listeners?.all.delete(subscription);
    if (listeners?.all.size === 0) this.#streams.delete(stream);
    for (const name of subscription.names) strike(this.#names, name, subscription);
  }

  /** The streams that somebody listens to. */
  streams(): StreamRead[] {
    return [...this.#streams.keys()];
  }

  /**
   * Those of a stream who are in an audience, in the order in which they came. So they lie in memory, ours, the system's
   * and mostly the client's: writing to thousands in the order of their logins costs both ends more.
   */
  among(stream: StreamRead, audience: Audience): readonly Subscription[] {
    const { all, logins } = this.#streams.get(stream) ?? nobody;
    if (audience.size > logins.size * MANY) return [...all].filter(({ key }) => audience.has(key));
    const found = [...audience.keys()].flatMap((key) => [...(logins.get(key) ?? [])]);
    return found.sort((one, other) => one.number - other.number);
  }

  /** Those whose access hangs on one of these ids. */
  named(ids: readonly string[]): ReadonlySet<Subscription> {
    return new Set(ids.flatMap((id) => [...(this.#names.get(id) ?? [])]));
  }

  all(): Subscription[] {
    return [...this.#streams.values()].flatMap(({ all }) => [...all]);
  }
}

const nobody: Listeners = { all: new Set(), logins: new Map() };

function enter(index: Map<string, Set<Subscription>>, key: string, subscription: Subscription): void {
  const found = index.get(key);
  if (found) found.add(subscription);
  else index.set(key, new Set([subscription]));
}

function strike(index: Map<string, Set<Subscription>>, key: string, subscription: Subscription): void {
  const found = index.get(key);
  found?.delete(subscription);
  if (found?.size === 0) index.delete(key);
}
