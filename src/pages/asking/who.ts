/** Who has signed in, as the API knows them. */
export interface Who {
  readonly name: string;
  readonly roles: readonly string[];
  readonly municipalities: readonly string[];
}
