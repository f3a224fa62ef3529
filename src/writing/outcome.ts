/** The entities that an act's payload shows, by the names of the payload's fields. */
export type Outcome = Readonly<Record<string, { readonly id: string } | null | undefined>>;

/** What a user can mend, as a payload tells it. */
export interface MendableError {
  readonly code: string;
  readonly field: string;
  readonly message: string;
}
