import type { Hat, Reach } from '../../entities/declare/policies.js';
import type { RowType } from './model.js';

/** By which column a hat's policies find each reach in a table. */
type Keys = ReadonlyMap<Reach, string>;

const equality = /^(\w+)\."(\w+)" = (\w+)\."(\w+)"$/;

/**
 * Follows, through what is selected of an event, whether each row hangs on the event's own by the very key that decides
 * who sees it: the same thread, the same child. Then whoever sees the event's row sees all of them, and one execution
 * serves everybody of a hat.
 */
export class KeptKey {
  readonly #keys = new Map<string, Keys>();
  #kept = true;

  constructor(readonly hat: Hat) {}

  /** Whether all rows so far keep the event's key. */
  get kept(): boolean {
    return this.#kept;
  }

  /** Something is shown that depends on more than the rows. */
  lose(): void {
    this.#kept = false;
  }

  /** Rows of a type hang on a parent; one without an alias is the event itself. */
  follow(parentAlias: string, join: string, target: RowType, alias: string): void {
    const keys = keysOf(target, this.hat);
    if (!keys) {
      this.lose();
      return;
    }
    this.#keys.set(alias, keys);
    if (parentAlias === '') return;
    const parents = this.#keys.get(parentAlias);
    const columns = joined(join, parentAlias, alias);
    if (!parents || !columns || keys.size !== parents.size) {
      this.lose();
      return;
    }
    for (const [reach, column] of keys)
      if (column !== columns.own || parents.get(reach) !== columns.parent) this.lose();
  }
}

function keysOf({ arms }: RowType, hat: Hat): Keys | undefined {
  const worn = arms?.filter(({ hats }) => hats.includes(hat)) ?? [];
  const keys = new Map(worn.map(({ reach, column }) => [reach, column]));
  return worn.length > 0 && keys.size === worn.length ? keys : undefined;
}

function joined(join: string, parent: string, own: string): { own: string; parent: string } | undefined {
  const [, left, leftColumn = '', right, rightColumn = ''] = equality.exec(join) ?? [];
  if (left === own && right === parent) return { own: leftColumn, parent: rightColumn };
  if (left === parent && right === own) return { own: rightColumn, parent: leftColumn };
  return undefined;
}
