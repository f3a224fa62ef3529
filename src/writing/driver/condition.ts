/** A condition without its texts and moments: what shapes the SQL, those values, and how to put others in their places. */
export interface TakenApart {
  readonly shape: string;
  readonly values: readonly (string | Date)[];
  /** The same condition with a mark in the place of each value. */
  readonly marked: object;
}

/** The mark in the place of a value; one for each number, of the value's own type. */
export const markFor = (value: string | Date, number: number): string | Date =>
  value instanceof Date ? new Date(number) : `\u0001${number}`;

/** Takes a condition apart; undefined where something stands in it that is no plain value, list or condition. */
export function takenApart(where: object): TakenApart | undefined {
  const values: (string | Date)[] = [];
  let isPlain = true;
  const taken = (value: unknown): readonly [shape: unknown, marked: unknown] => {
    if (typeof value === 'string' || value instanceof Date) {
      const mark = markFor(value, values.push(value));
      return [typeof value, mark];
    }
    if (Array.isArray(value)) {
      const parts = value.map(taken);
      return [parts.map(([shape]) => shape), parts.map(([, mark]) => mark)];
    }
    if (typeof value !== 'object' || value === null) return [{ value }, value];
    isPlain &&=
      Object.getPrototypeOf(value) === Object.prototype && Object.getOwnPropertySymbols(value).length === 0;
    const parts = Object.entries(value).map(([key, each]) => [key, taken(each)] as const);
    return [
      parts.map(([key, [shape]]) => [key, shape]),
      Object.fromEntries(parts.map(([key, [, mark]]) => [key, mark])),
    ];
  };
  const [shape, marked] = taken(where);
  return isPlain ? { shape: JSON.stringify(shape), values, marked: marked as object } : undefined;
}
