import { buildSchema, type GraphQLSchema } from 'graphql';
import { readSession, readWho, type Session } from '../asking/session.js';
import type { Who } from '../asking/who.js';
import { readExamples } from './examples.js';
import { type Tab, tabsFor } from './tabs.js';

/** All that the playground is made of. */
export interface Facts {
  readonly schema: GraphQLSchema;
  readonly session: Session;
  /** Undefined for nobody, and for somebody who has no access today. */
  readonly who: Who | undefined;
  /** What somebody meets who comes for the first time. */
  readonly tabs: readonly Tab[];
}

/** Asks for everything at once. @throws Error where the schema is not to be had. */
export async function everything(): Promise<Facts> {
  const [schema, session, examples] = await Promise.all([readSchema(), readSession(), readExamples()]);
  const who = session.signedIn ? await readWho() : undefined;
  return { schema, session, who, tabs: await tabsFor(who, examples) };
}

/** The contract that is served to everybody, so that introspection may be off. */
async function readSchema(): Promise<GraphQLSchema> {
  const answer = await fetch('/schema.graphql');
  if (!answer.ok) throw new Error('the schema is not there');
  return buildSchema(await answer.text());
}
