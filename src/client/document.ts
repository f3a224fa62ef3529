import { type DocumentNode, print } from 'graphql';

/** How GraphQL Code Generator's documents carry their types. */
interface Typed<Result, Variables> {
  readonly __apiType?: (variables: Variables) => Result;
}

/** One subscription: its text, a `TypedDocumentNode` or a `TypedDocumentString`. */
export type LiveDocument<Result, Variables> =
  | string
  | ((DocumentNode | { toString(): string }) & Typed<Result, Variables>);

type WithoutCursor<Variables, Cursor extends string> = Omit<Variables, Cursor>;

/** What to subscribe to. */
export type LiveQuery<Result, Variables, Cursor extends string = 'after'> = {
  /** Must declare the variable of the cursor, and hand it on as the field's argument `after`. */
  readonly query: LiveDocument<Result, Variables>;
  /**
   * The document’s id among the server’s trusted documents, which is sent in its place: for a server that answers these
   * alone.
   */
  readonly documentId?: string;
  /** The variable that takes the cursor; `after` where nothing is said. */
  readonly cursorVariable?: Cursor;
  /**
   * Under which name the cursor is kept in the client's storage, so that a later subscription by that name goes on from
   * there. Without one the cursor lives as long as the subscription.
   */
  readonly name?: string;
} & (Record<never, never> extends WithoutCursor<Variables, Cursor>
  ? { readonly variables?: WithoutCursor<Variables, Cursor> }
  : { readonly variables: WithoutCursor<Variables, Cursor> });

/** What the server is sent of a document: its text, or its id and no text. */
export interface SentDocument {
  readonly query: string;
  readonly documentId?: string;
}

/** A subscription's text. @throws TypeError where it could never be resumed. */
export function textOf(document: LiveDocument<unknown, never>, cursorVariable: string): string {
  const text = typeof document === 'object' && 'kind' in document ? print(document) : String(document);
  if (!new RegExp(`\\$${cursorVariable}\\b`).test(text))
    throw new TypeError(
      `The subscription declares no variable $${cursorVariable}, so it could not be resumed.`,
    );
  return text;
}
