/** A statement of an act, and which of a visit's or a request's values it takes, in order. */
export interface Step {
  readonly sql: string;
  readonly takes: readonly string[];
}

export type Values = Readonly<Record<string, string>>;

/**
 * An act as a client asks for it, and as statements of one transaction. They may take `id`, a new id of what is written,
 * and `now`.
 */
export interface Act {
  readonly key: string;
  readonly title: string;
  /** The mutation, whose one variable is `input`. */
  readonly ours: string;
  /** Names of the input's fields to values of a visit; a key for repeats comes along. */
  readonly input: Values;
  /** What the rules ask for first. Each has at least one row, but for `unless`, which has none. */
  readonly checks: readonly Step[];
  readonly unless?: Step;
  readonly writes: readonly Step[];
  /** What the answer shows. */
  readonly shown: Step;
  readonly topic: string;
  /** Names of the event's subjects to values. */
  readonly subjects: Readonly<Record<string, string>>;
  /** A new id of what is written. */
  newId(): string;
  /** SQL for the owner, which counts as `written` what has been written since `clear`. */
  readonly written: string;
  /** SQL for the owner, which takes it back so that it can be written again. */
  readonly clear: string;
  readonly target: number;
}
