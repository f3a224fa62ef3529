import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aServer, type TinyServer } from '../harness/tiny-server.js';

let tiny: TinyServer;
beforeAll(async () => {
  tiny = await aServer();
});
afterAll(() => tiny.server.close());

const NUMBER = '01017012345';
const id = { 'x-request-id': 'test-request-1' };

describe('what goes wrong below', () => {
  it.each([
    ['refusal', 'FORBIDDEN', 'Your role has no access to this.'],
    ['bug', 'INTERNAL_ERROR', 'Something went wrong on our side. Quote the request id if you report it.'],
    ['sql', 'INTERNAL_ERROR', 'Something went wrong on our side. Quote the request id if you report it.'],
    ['slow', 'OPERATION_TOO_SLOW', 'The operation took too long and was cancelled.'],
    ['wrapped', 'OPERATION_TOO_SLOW', 'The operation took too long and was cancelled.'],
    ['away', 'UNAVAILABLE', 'The service is not available right now. Try again.'],
  ])('a field that fails by %s is answered %s beside the data', async (how, code, message) => {
    const reply = await tiny.post({ query: `{ fails(how: "${how}") child(id: 1) { id } }` }, id);
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      errors: [
        {
          message,
          locations: [{ line: 1, column: 3 }],
          path: ['fails'],
          extensions: { code, requestId: 'test-request-1' },
        },
      ],
      data: { fails: null, child: { id: '1' } },
    });
  });

  it('an engine whose database is away refuses the whole answer with 503', async () => {
    const reply = await tiny.post(
      { query: 'query EngineAway { child(id: 1) { id } }', operationName: 'EngineAway' },
      id,
    );
    expect(reply.status).toBe(503);
    expect(reply.body).toEqual({
      errors: [
        {
          message: 'The service is not available right now. Try again.',
          extensions: { code: 'UNAVAILABLE', requestId: 'test-request-1' },
        },
      ],
    });
  });

  it('a bug in compiled execution is answered as any other', async () => {
    const query = 'query Compiled { mustNotFail }';
    const reply = await tiny.post({ query, operationName: 'Compiled' }, id);
    expect(reply.body).toEqual({
      errors: [
        {
          message: 'Something went wrong on our side. Quote the request id if you report it.',
          locations: [{ line: 1, column: 18 }],
          path: ['mustNotFail'],
          extensions: { code: 'INTERNAL_ERROR', requestId: 'test-request-1' },
        },
      ],
      data: null,
    });
  });

  it('an answer whose data is null keeps 200, as it was executed', async () => {
    const reply = await tiny.post({ query: '{ mustNotFail }' });
    expect([reply.status, reply.body.data]).toEqual([200, null]);
  });

  it('a bug is logged once with its kind and calls, without numbers, SQL or the machine’s paths', async () => {
    const before = tiny.log.length;
    await tiny.post(
      { query: '{ bug: fails(how: "bug") sql: fails(how: "sql") }' },
      { 'x-request-id': 'test-request-2' },
    );
    const lines = tiny.log.slice(before).map((line) => JSON.parse(line));
    const bugs = lines.filter((line) => line.msg === 'not answered');
    expect(bugs.map((line) => [line.requestId, line.code, line.err.type, line.err.code])).toEqual([
      ['test-request-2', 'INTERNAL_ERROR', 'TypeError', undefined],
      ['test-request-2', 'INTERNAL_ERROR', 'Error', '42P01'],
    ]);
    expect(bugs[0].err.stack[0]).toMatch(/^at .*tests\/harness\/tiny-engine/);
    const text = tiny.log.slice(before).join('');
    expect(text).not.toMatch(/01017012345|select pid|detail/);
    expect(text).not.toContain(process.cwd());
  });
});

describe('a database that is away for a while', () => {
  it('is told in full once, in a line for each operation that fails, and at its end', async () => {
    const away = { query: 'query EngineAway { child(id: 1) { id } }', operationName: 'EngineAway' };
    const own = await aServer();
    const before = own.log.length;
    for (const number of [1, 2, 3]) await own.post(away, { 'x-request-id': `request-000${number}` });
    await own.post({ query: '{ child(id: 1) { id } }' }, { authorization: 'Bearer ola' });
    await own.post({ query: '{ child(id: 1) { id } }' }, { authorization: 'Bearer ola' });
    await own.server.close();
    const lines = own.log.slice(before).map((line) => JSON.parse(line));
    const told = lines.filter((line) => line.msg !== 'operation');
    const reason = { type: 'Error', code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 10.0.0.7:5432' };
    const common = { time: expect.any(Number), code: 'UNAVAILABLE', msg: 'not answered' };
    expect(told).toEqual([
      { ...common, level: 50, requestId: 'request-0001', err: { ...reason, stack: expect.any(Array) } },
      { ...common, level: 40, requestId: 'request-0002', reason },
      { ...common, level: 40, requestId: 'request-0003', reason },
      { level: 50, time: expect.any(Number), msg: 'operations are answered again' },
    ]);
  });
});

describe('what a client wrote wrongly', () => {
  it.each([
    [
      'a value that is no number',
      { input: { child: '1', hours: NUMBER } },
      'Variable "$input" got an invalid value at "input.hours". Expected Int.',
    ],
    [
      'a value that a scalar refuses',
      { input: { child: '1', pid: NUMBER } },
      'Variable "$input" got an invalid value at "input.pid". Expected NationalId.',
    ],
    [
      'a value that is in no enum',
      { input: { child: '1', reason: NUMBER } },
      'Variable "$input" got an invalid value at "input.reason". Expected Reason.',
    ],
    [
      'a field that is not there',
      { input: { child: '1', [`n${NUMBER}`]: 1 } },
      'Variable "$input" got an invalid value.',
    ],
    [
      'a field that is missing',
      { input: { pid: null } },
      'Variable "$input" got an invalid value. Field "child" of required type "ID!" was not provided.',
    ],
    ['a value that is missing', {}, 'Variable "$input" of required type "Report!" was not provided.'],
  ])('%s in the variables is named without its value', async (_name, variables, message) => {
    const reply = await tiny.post({
      query: 'mutation($input: Report!) { report(input: $input) { id } }',
      variables,
    });
    expect(reply.status).toBe(400);
    expect(reply.body.errors?.map((error) => [error.extensions.code, error.message])).toEqual([
      ['VARIABLES_INVALID', message],
    ]);
    expect(reply.text).not.toContain(NUMBER);
  });

  it.each([
    [
      'a number',
      `{ child(id: 1) { friends(first: "${NUMBER}") { id } } }`,
      'A literal is not valid here. Expected Int.',
    ],
    [
      'a scalar',
      `{ children(pid: "${NUMBER}") { id } }`,
      'A literal is not valid here. Expected NationalId.',
    ],
    [
      'an enum',
      `mutation { report(input: { child: 1, reason: "${NUMBER}" }) { id } }`,
      'A literal is not valid here. Expected Reason.',
    ],
  ])('%s in a literal is named without its value', async (_name, query, message) => {
    const reply = await tiny.post({ query });
    expect(reply.status).toBe(400);
    expect(reply.body.errors?.map((error) => [error.extensions.code, error.message])).toEqual([
      ['OPERATION_INVALID', message],
    ]);
  });

  it.each([
    [
      'a string where a name should be',
      `{ child(id: 1) { "${NUMBER}" } }`,
      'Syntax Error: Expected Name, found String.',
    ],
    ['a string that never ends', `{ child(id: "${NUMBER}`, 'Syntax Error: Unterminated string.'],
    [
      'a number with a letter',
      `{ child(id: 1${NUMBER}a) }`,
      'Syntax Error: Invalid number, expected digit but got.',
    ],
  ])('%s is a syntax error without its value', async (_name, query, message) => {
    const reply = await tiny.post({ query });
    expect(reply.status).toBe(400);
    expect(reply.body.errors?.map((error) => [error.extensions.code, error.message])).toEqual([
      ['SYNTAX_INVALID', message],
    ]);
  });

  it('a wrong name is told with what was meant', async () => {
    const reply = await tiny.post({ query: '{ child(id: 1) { firstNam } }' });
    expect(reply.body.errors?.[0]?.message).toBe(
      'Cannot query field "firstNam" on type "Child". Did you mean "firstName" or "lastName"?',
    );
  });

  it.each([
    [
      'an operation that is not there',
      { query: 'query A { child(id: 1) { id } }', operationName: 'B' },
      400,
      'OPERATION_INVALID',
    ],
    [
      'two operations and no name',
      { query: 'query A { child(id: 1) { id } } query B { child(id: 1) { id } }' },
      400,
      'OPERATION_INVALID',
    ],
    ['a subscription', { query: 'subscription { news }' }, 400, 'SUBSCRIPTION_NEEDS_WEBSOCKET'],
    ['a batch', [{ query: '{ child(id: 1) { id } }' }], 400, 'REQUEST_INVALID'],
    [
      'the id of a document that nobody knows',
      { extensions: { persistedQuery: { version: 1, sha256Hash: 'a' } } },
      400,
      'DOCUMENT_UNKNOWN',
    ],
    [
      'a document to be kept under an id',
      { query: '{ child(id: 1) { id } }', extensions: { persistedQuery: { version: 1, sha256Hash: 'a' } } },
      400,
      'REQUEST_INVALID',
    ],
    ['no document', { variables: {} }, 400, 'REQUEST_INVALID'],
  ])('%s is refused', async (_name, body, status, code) => {
    const before = tiny.engine.operations.length;
    const reply = await tiny.post(body);
    expect([reply.status, reply.body.errors?.[0]?.extensions.code]).toEqual([status, code]);
    expect(tiny.engine.operations.length).toBe(before);
  });
});

describe('with introspection off', () => {
  it('introspection is refused by its code and names are not suggested', async () => {
    const closed = await aServer({ introspection: false });
    const asked = await closed.post({ query: '{ __schema { types { name } } }' });
    const mistyped = await closed.post({ query: '{ child(id: 1) { firstNam } }' });
    const typename = await closed.post({ query: '{ __typename }' });
    await closed.server.close();
    expect([asked.status, asked.body.errors?.[0]?.extensions.code]).toEqual([400, 'INTROSPECTION_OFF']);
    expect(mistyped.body.errors?.[0]?.message).toBe('Cannot query field "firstNam" on type "Child".');
    expect(typename.body).toEqual({ data: { __typename: 'Query' } });
  });
});
