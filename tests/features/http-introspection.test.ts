import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, type Town } from '../harness/town.js';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.close());

const repeat = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');
const everything = getIntrospectionQuery({
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  oneOf: true,
});
const ofFields = 'types { name fields { name args { name type { name } } type { name ofType { name } } } }';

describe('what a tool asks of the schema', () => {
  it.each([
    ['the usual introspection query', everything],
    [
      'three types by name',
      `{ ${repeat(3, (i) => `a${i}: __type(name: "Child") { fields { name type { name } } }`)} }`,
    ],
  ])('is answered: %s', async (_name, query) => {
    const { code, data } = await town.withToken(undefined).send(query);
    expect([code, Object.values(data).every((value) => value !== null)]).toEqual([null, true]);
  });
});

describe('what would hold the process for everybody else', () => {
  it.each([
    ['the schema under 19 aliases', `{ ${repeat(19, (i) => `a${i}: __schema { ${ofFields} }`)} }`],
    [
      'the schema in a fragment',
      `{ ...Q } fragment Q on Query { ${repeat(19, (i) => `a${i}: __schema { ${ofFields} }`)} }`,
    ],
    ['its types under 40 aliases', `{ __schema { ${repeat(40, (i) => `a${i}: ${ofFields}`)} } }`],
    [
      'each field’s type 45 times',
      `{ __schema { types { fields { ...F } } } }
       fragment F on __Field { ${repeat(45, (i) => `a${i}: type { name kind ofType { name kind } }`)} }`,
    ],
    [
      'the schema beside a person’s own data',
      `{ viewer { can } ${repeat(18, (i) => `a${i}: __schema { ${ofFields} }`)} }`,
    ],
  ])('is refused: %s', async (_name, query) => {
    const { status, code, data } = await town.withToken(undefined).send(query);
    expect([status, code, data]).toEqual([400, 'OPERATION_TOO_COSTLY', undefined]);
  });
});
