import type { Class } from '../../../entities/declare/registry.js';
import type { Value } from './array-literal.js';

/** A property as it is stored: another row by its id, a point in time as text. */
type Stored<V> = V extends Date ? string : V extends string | number | boolean | null ? V : string;

/** A row of a table before it is written. */
export type RowOf<T, K extends keyof T> = { readonly [P in K]: Stored<T[P]> };

/** Collects the rows of one table, column by column, until they are written. */
export class Table<T extends object, K extends keyof T & string> {
  private columns: Value[][];
  /** Rows so far, written or not. */
  count = 0;

  constructor(
    readonly type: Class<T>,
    readonly properties: readonly K[],
  ) {
    this.columns = properties.map(() => []);
  }

  add(row: RowOf<T, K>): void {
    for (const [index, property] of this.properties.entries())
      this.columns[index]?.push(row[property] as Value);
    this.count++;
  }

  /** Gives what waits to be written, and forgets it. */
  take(): readonly Value[][] {
    const taken = this.columns;
    this.columns = this.properties.map(() => []);
    return taken;
  }
}
