import type { Audience } from '../../events/audiences.js';
import type { StreamRead } from '../../reading/streams.js';
import type { Subscription } from './subscription.js';

/** Those who are live, found by their login for what they may hear, and by name for what may end their access. */
export class Roll {
  readonly #streams = new Map<StreamRead, Map<string, Set<Subscription>>>();
  readonly #names = new Map<string, Set<Subscription>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(subscription: Subscription): void {
    subscription.live = true;
    this.#size += 1;
    const { stream } = subscription.asked;
    const logins = this.#streams.get(stream) ?? new Map<string, Set<Subscription>>();
    this.#streams.set(stream, logins);
    enter(logins, subscription.key, subscription);
    for (const name of subscription.names) enter(this.#names, name, subscription);
  }

  delete(subscription: Subscription): void {
    if (!subscription.live) return;
    subscription.live = false;
    this.#size -= 1;
    const { stream } = subscription.asked;
    const logins = this.#streams.get(stream);
    if (logins) strike(logins, subscription.key, subscription);
    if (logins?.size === 0) this.#streams.delete(stream);
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
    const logins = this.#streams.get(stream);
    const found: Subscription[] = [];
    for (const key of audience.keys())
      for (const subscription of logins?.get(key) ?? []) found.push(subscription);
    return found.sort((one, other) => one.number - other.number);
  }

  /** Those whose access hangs on one of these ids. */
  named(ids: readonly string[]): ReadonlySet<Subscription> {
    return new Set(ids.flatMap((id) => [...(this.#names.get(id) ?? [])]));
  }

  all(): Subscription[] {
    return [...this.#streams.values()].flatMap((logins) => [...logins.values()].flatMap((each) => [...each]));
  }
}

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
