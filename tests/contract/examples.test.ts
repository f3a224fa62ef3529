import { randomUUID } from 'node:crypto';
import { type GraphQLObjectType, getOperationAST, Kind, type OperationTypeNode, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Example, readExamples, valueAt } from '../../src/http/docs/examples.js';
import { aListener, type Heard } from '../harness/listener.js';
import { aTown, type Town, theSchema } from '../harness/town.js';

const examples = await readExamples();

const operationOf = ({ document }: Example) => getOperationAST(parse(document));
const of = (type: `${OperationTypeNode}`) =>
  examples.filter((example) => operationOf(example)?.operation === type);

/** Examples that others have to be run after stand before them. */
const inOrder = (some: readonly Example[]): Example[] =>
  some.filter(({ after }) => !after).flatMap((first) => [first, ...followers(first, some)]);
const followers = (first: Example, some: readonly Example[]): Example[] =>
  some.filter(({ after }) => after === first.name).flatMap((next) => [next, ...followers(next, some)]);

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.close());

async function variablesOf({ who, variables }: Example): Promise<Record<string, unknown>> {
  const visitor = await town.as(who);
  const values = Object.entries(variables).map(async ([name, given]) => {
    if ('value' in given) return [name, given.value];
    if ('unique' in given) return [name, randomUUID()];
    const { data, text } = await visitor.send(given.query);
    const value = valueAt(data, given.path);
    if (value === undefined) throw new Error(`nothing stands at ${given.path} in ${text.slice(0, 500)}`);
    return [name, value];
  });
  return Object.fromEntries(await Promise.all(values));
}

async function run(example: Example): Promise<object> {
  const answer = await (await town.as(example.who)).send(example.document, await variablesOf(example));
  expect([example.name, answer.code, answer.errors]).toEqual([example.name, null, []]);
  return answer.data;
}

/** What of a subscription, query or mutation stands at the top of each example. */
const shown = (type: `${OperationTypeNode}`) =>
  of(type).flatMap((example) =>
    (operationOf(example)?.selectionSet.selections ?? []).flatMap((node) =>
      node.kind === Kind.FIELD ? [node.name.value] : [],
    ),
  );

describe('the examples', () => {
  it.each([
    ['query', theSchema().getQueryType()],
    ['mutation', theSchema().getMutationType()],
    ['subscription', theSchema().getSubscriptionType()],
  ] as const)('show every %s that there is', (type, root) => {
    const fields = Object.keys((root as GraphQLObjectType).getFields()).sort();
    expect([...new Set(shown(type))].sort()).toEqual(fields);
  });

  it('name no example that is not there', () => {
    const names = new Set(examples.map(({ name }) => name));
    expect(
      examples.flatMap(({ after, heard }) => [after, heard]).filter((name) => name && !names.has(name)),
    ).toEqual([]);
  });

  it.each(
    of('query').map((example) => [example.name, example.who, example] as const),
  )('answer %s to %s without an error, and with something in it', async (_name, _who, example) => {
    const data = await run(example);
    expect(Object.values(data)).not.toContain(null);
    // Some text or number that is somebody’s, and not empty lists alone.
    expect(JSON.stringify(data)).toMatch(/":(?:"[^"]|\d)/);
  });

  it('are acts that can be done one after the other, while those who subscribe hear of them', async () => {
    const streams: Subscribed[] = [];
    for (const example of of('subscription')) streams.push(await subscribed(example));
    for (const example of inOrder(of('mutation'))) {
      await run(example);
      for (const { heard } of streams.filter((stream) => stream.example.heard === example.name))
        await heard.atLeast(1);
    }
    expect(streams.flatMap(({ heard }) => heard.codes)).toEqual([]);
    for (const { example, heard, end } of streams) {
      expect([example.name, Object.values(heard.events[0]?.data ?? {})[0]]).not.toContain(null);
      await end();
    }
  });
});

interface Subscribed {
  readonly example: Example;
  readonly heard: Heard;
  end(): Promise<void>;
}

async function subscribed(example: Example): Promise<Subscribed> {
  const { token } = await town.as(example.who);
  const before = town.listening();
  const { client, hear } = aListener(town.url, token);
  const heard = hear(example.document, await variablesOf(example));
  await expect.poll(() => town.listening(), { timeout: 10_000 }).toBeGreaterThan(before);
  return { example, heard, end: async () => void (await client.dispose()) };
}
