import type { Connection, PoolClient, Submittable } from 'pg';

/** The names that one connection knows, the one that was used longest ago first, and those that it is to forget. */
interface Names {
  readonly known: Set<string>;
  readonly fallen: Set<string>;
}

/**
 * Which statements each connection keeps prepared: those that were used last. Of a name that falls out the connection
 * is told between two transactions, when nobody waits for it.
 */
export class NamedStatements {
  readonly #names = new WeakMap<PoolClient, Names>();

  /** @param most how many names a connection keeps. */
  constructor(readonly most: number) {}

  /** Notes that a connection uses a name now. */
  use(client: PoolClient, name: string): void {
    const { known, fallen } = this.#of(client);
    known.delete(name);
    known.add(name);
    fallen.delete(name);
    const [oldest] = known;
    if (known.size <= this.most || oldest === undefined) return;
    known.delete(oldest);
    fallen.add(oldest);
  }

  /** Makes a connection forget the names that have fallen out. Not inside a transaction that still reads. */
  async forget(client: PoolClient): Promise<void> {
    const { fallen } = this.#of(client);
    if (fallen.size === 0) return;
    const names = [...fallen];
    fallen.clear();
    await new Promise<void>((resolve, reject) => {
      client.query(new Forgetting(names, (error) => (error ? reject(error) : resolve())));
    });
  }

  /** Gives a connection back once it has forgotten them; broken, where it could not. */
  giveBack(client: PoolClient): void {
    this.forget(client).then(
      () => client.release(),
      (error) => client.release(error),
    );
  }

  #of(client: PoolClient): Names {
    const found = this.#names.get(client);
    if (found) return found;
    const names = { known: new Set<string>(), fallen: new Set<string>() };
    this.#names.set(client, names);
    return names;
  }
}

/** The client's own list of what its connection knows; without its entry there, a name is prepared anew. */
type Listed = Connection & { readonly parsedStatements: Record<string, string> };

/** The protocol's Close, which does not mind a name that the server never knew, where DEALLOCATE is an error. */
class Forgetting implements Submittable {
  constructor(
    readonly names: readonly string[],
    /** The client puts its own in the place of this one, to be told when the database says nothing. */
    public callback: (error?: Error) => void,
  ) {}

  submit(connection: Connection): void {
    for (const name of this.names) {
      connection.close({ type: 'S', name }, true);
      delete (connection as Listed).parsedStatements[name];
    }
    connection.sync();
  }

  handleReadyForQuery(): void {
    this.callback();
  }

  handleError(error: Error): void {
    this.callback(error);
  }
}
