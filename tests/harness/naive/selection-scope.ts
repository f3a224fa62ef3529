/** A field that stands under a response key already. */
export interface Placed {
  readonly key: string;
  readonly type: string;
  readonly field: string;
  readonly args: string;
  readonly below: Scope;
}

/**
 * Which response keys are taken in one place of an answer. Fields of two object types may share a key there, since one
 * object is never both; a field of an interface shares it with none.
 */
export class Scope {
  readonly #placed: Placed[] = [];

  constructor(readonly types: (name: string) => readonly string[] = (name) => [name]) {}

  /** What stands under this key for some object that can be of this type. */
  at(key: string, type: string): Placed | undefined {
    const mine = this.types(type);
    return this.#placed.find(
      (each) => each.key === key && this.types(each.type).some((name) => mine.includes(name)),
    );
  }

  /** The fields of exactly this type that stand here. */
  of(type: string): readonly Placed[] {
    return this.#placed.filter((each) => each.type === type);
  }

  place(key: string, type: string, field: string, args: string): Placed {
    const placed = { key, type, field, args, below: new Scope(this.types) };
    this.#placed.push(placed);
    return placed;
  }
}
