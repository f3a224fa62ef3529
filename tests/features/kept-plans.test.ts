import { type DocumentNode, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSchema } from '../../schema/build.js';
import { connectOrm } from '../../src/database/orm.js';
import { Refusal } from '../../src/errors/refusal.js';
import { createEngine } from '../../src/pipeline/engine.js';
import { Kept } from '../../src/pipeline/kept.js';
import { claimantOf } from '../harness/naive/naive-reader.js';
import { personCalled } from '../harness/person-called.js';
import { aTown, type Town } from '../harness/town.js';

const ROOM = 200_000;

let town: Town;
let orm: Awaited<ReturnType<typeof connectOrm>>;
const schema = buildSchema();
beforeAll(async () => {
  town = await aTown();
  orm = await connectOrm(town.serverUrl, 1, 5_000);
});
afterAll(async () => {
  await orm.close(true);
  await town.close();
});

/** A server with so much room for plans and compiled forms, and what it keeps of what it is asked. */
async function aServerWithRoom(bytes: number) {
  const kept = new Kept(bytes);
  const engine = await createEngine({ orm, schema, vault: town.vault, timeout: 5_000, kept });
  const ask = async (who: string, document: DocumentNode, variables: Record<string, unknown> = {}) => {
    const person = personCalled(who);
    const claimant = claimantOf(person);
    const operation = { document, operationName: undefined, variables, claimant };
    const result = await engine
      .execute({ ...operation, requestId: 'a-request', language: 'en' })
      .catch((error: unknown) => {
        if (error instanceof Refusal) return error.code;
        throw error;
      });
    return JSON.parse(JSON.stringify(result));
  };
  return { kept, ask };
}

const repeat = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');
const wide = (number: number) =>
  parse(
    `query Q${number} { viewer { children { ${repeat(20, (i) => `a${i}: absences { nodes { day } }`)} } } }`,
  );

describe('what a server keeps of the queries that it is asked', () => {
  it('stays within its room, however many there are', async () => {
    const { kept, ask } = await aServerWithRoom(ROOM);
    const documents = Array.from({ length: 12 }, (_, number) => wide(number));
    const most = [];
    const answers = new Set<string>();
    for (const document of documents)
      for (let time = 0; time < 3; time += 1) {
        answers.add(JSON.stringify(await ask('guardian', document)));
        most.push(kept.bytes);
      }
    expect(answers.size).toBe(1);
    expect(Math.max(...most)).toBeLessThanOrEqual(ROOM);
    expect(Math.max(...most)).toBeGreaterThan(ROOM / 2);
  });

  it('stays within its room, however many shapes the variables have', async () => {
    const { kept, ask } = await aServerWithRoom(ROOM);
    const flags = Array.from({ length: 6 }, (_, index) => `f${index}`);
    const fields = flags.map((flag) => `${flag}: children @include(if: $${flag}) { ...C }`);
    const document = parse(
      `query (${flags.map((flag) => `$${flag}: Boolean!`)}) { viewer { id ${fields.join(' ')} } }
       fragment C on Child { ${repeat(20, (i) => `a${i}: absences { nodes { day } }`)} }`,
    );
    for (let shape = 0; shape < 2 ** flags.length; shape += 1) {
      const variables = Object.fromEntries(flags.map((flag, bit) => [flag, (shape & (2 ** bit)) !== 0]));
      await ask('guardian', document, variables);
      expect(kept.bytes).toBeLessThanOrEqual(ROOM);
    }
  });

  it('is nothing of a query that is refused for its cost', async () => {
    const { kept, ask } = await aServerWithRoom(ROOM);
    const costly = parse(
      '{ children(first: 100) { nodes { absences(first: 60) { nodes { id } } grades(first: 50) { nodes { id } } } } }',
    );
    expect([await ask('archivist', costly), kept.bytes]).toEqual(['OPERATION_TOO_COSTLY', 0]);
  });

  it.each([
    ['250 fields', (count: number) => `{ viewer { ${repeat(count, (i) => `a${i}: can`)} } }`, 249],
    [
      '82 names of groups of three kinds',
      (count: number) => `{ viewer { children { groups { ${repeat(count, (i) => `a${i}: name`)} } } } }`,
      82,
    ],
  ])('has a compiled form of %s, and none of one more', async (_name, query, most) => {
    const { kept, ask } = await aServerWithRoom(100 * ROOM);
    const isCompiled = async (document: DocumentNode) => {
      const first = await ask('guardian', document);
      const planned = kept.bytes;
      expect(await ask('guardian', document)).toEqual(first);
      expect(await ask('guardian', document)).toEqual(first);
      expect(first.errors).toBeUndefined();
      return kept.bytes > planned;
    };
    expect([await isCompiled(parse(query(most))), await isCompiled(parse(query(most + 1)))]).toEqual([
      true,
      false,
    ]);
  });
});

describe('a query with fields below an interface', () => {
  it('is refused before it is planned, once there are more than 2 000 of them in all its types', async () => {
    const { ask } = await aServerWithRoom(100 * ROOM);
    const names = (count: number) =>
      parse(`{ viewer { children { groups { ${repeat(count, (i) => `a${i}: name`)} } } } }`);
    // Two fields above, and each name for three types.
    const bearable = await ask('guardian', names(666));
    expect([bearable.errors, await ask('guardian', names(667))]).toEqual([undefined, 'OPERATION_TOO_COSTLY']);
  });
});
