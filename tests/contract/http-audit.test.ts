import { auditServer } from 'graphql-http';
import { expect, it } from 'vitest';
import { aServer } from '../harness/tiny-server.js';

it('passes every audit of GraphQL over HTTP, with no warning and no notice', async () => {
  const { url, server } = await aServer();
  const results = await auditServer({ url: `${url}/graphql` });
  await server.close();
  expect(results.filter(({ status }) => status !== 'ok')).toEqual([]);
  expect(results).toHaveLength(61);
});
