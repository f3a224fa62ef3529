/** Values by the names of their columns, of the types that MikroORM reads. */
export type Row = Readonly<Record<string, unknown>>;

/** What carries MikroORM's statements out, in the place of its own connection. */
export abstract class Carrier {
  /** Carries out a statement and gives its rows. @param values undefined where they stand in the text. */
  abstract read(text: string, values: readonly unknown[] | undefined): Promise<readonly Row[]>;

  /** Carries out a statement that gives nothing, some time. @param values undefined where they stand in the text. */
  abstract write(text: string, values: readonly unknown[] | undefined): void;
}
