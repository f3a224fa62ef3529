import { afterAll, beforeAll, expect, test } from 'vitest';
import { graphql } from '../generated/index.js';
import { ask } from '../harness/ask.js';
import { aTown, type Town } from '../harness/town.js';

const OWN_CHILDREN = graphql(`
  query OwnChildren {
    viewer {
      roles
      children {
        id
        name
        birthDate
        school {
          name
        }
      }
    }
  }
`);

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.close());

test('a typed document is answered with the fields that its type promises', async () => {
  const { viewer } = await ask(await town.as('guardian'), OWN_CHILDREN);
  expect(viewer.roles).toEqual(['GUARDIAN']);
  for (const child of viewer.children)
    expect(child).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: expect.stringContaining(' '),
      birthDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      school: { name: expect.any(String) },
    });
});
