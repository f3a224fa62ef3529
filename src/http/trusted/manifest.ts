import { readFile } from 'node:fs/promises';
import { parse } from 'graphql';
import { z } from 'zod';
import { StartFailure } from '../../errors/start-failure.js';

/** Documents by the ids that clients send for them. */
export type Manifest = ReadonlyMap<string, string>;

/** What GraphQL Code Generator's client preset writes (`persistedDocuments`): documents by their hashes. */
const ofCodegen = z.record(z.string().min(1), z.string().min(1));

/** What Apollo's tools write for the web, iOS and Android. */
const ofApollo = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string().min(1), body: z.string().min(1) })),
});

/**
 * Reads a manifest of trusted documents, in either form.
 * @throws StartFailure CONFIG_INVALID that says what is wrong with the file, in one sentence.
 */
export async function readManifest(file: string): Promise<Manifest> {
  const fault = (what: string) =>
    new StartFailure('CONFIG_INVALID', `TRUSTED_DOCUMENTS_FILE: ${file} ${what}`);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw fault(`can not be read (${error.code})`);
  });
  const entries = entriesOf(jsonOf(text));
  if (entries === undefined)
    throw fault('is neither a manifest of GraphQL Code Generator nor one of Apollo’s tools');
  if (entries.length === 0) throw fault('holds no document');
  const broken = entries.find(([, document]) => !isDocument(document));
  if (broken) throw fault(`holds under ${broken[0]} what is not a GraphQL document`);
  return new Map(entries.map(([id, document]) => [bareId(id), document]));
}

/** An id without the name of its algorithm, which some clients write before it. */
export const bareId = (id: string): string => id.replace(/^sha256:/, '');

function entriesOf(json: unknown): [string, string][] | undefined {
  const apollo = ofApollo.safeParse(json);
  if (apollo.success) return apollo.data.operations.map(({ id, body }) => [id, body]);
  const codegen = ofCodegen.safeParse(json);
  return codegen.success ? Object.entries(codegen.data) : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isDocument(text: string): boolean {
  try {
    return parse(text).definitions.length > 0;
  } catch {
    return false;
  }
}
