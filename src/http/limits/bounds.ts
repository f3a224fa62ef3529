/** How large an operation may be, over any transport. All are checked before the schema is consulted. */
export const bounds = {
  /** Bytes of an HTTP body. */
  body: 100 * 1024,
  /** Lexical tokens of a document, counted as the GraphQL specification does. */
  tokens: 2_000,
  /** Characters of a name or a number. */
  word: 1_000,
  /** Brackets of any kind open at once; what keeps graphql-js's recursive parser off the end of its stack. */
  brackets: 60,
  /** Levels of fields, through fragments. The usual introspection query has 15. */
  depth: 15,
  aliases: 50,
  /** Fields of the root type in one operation, through fragments. */
  rootFields: 20,
  directives: 50,
  fragments: 50,
  /** Fields of one operation once every fragment is written out where it is spread. */
  fields: 2_000,
  /** Pairs of fields with one response name in one place; validation compares every such pair. */
  samePlacePairs: 5_000,
  /** Fields of an answer about the schema itself, in terms of what the usual introspection query is answered with. */
  introspection: 1.5,
  /** Levels of objects and lists in the variables. */
  variables: 20,
  /** Bytes of a frame that a client sends over WebSocket. */
  frame: 64 * 1024,
  /** Subscriptions that one socket may hold, and sockets of one person on one node. */
  subscriptions: 20,
  sockets: 10,
  /** Milliseconds within which a socket says who it is. */
  init: 5_000,
} as const;
