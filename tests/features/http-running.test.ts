import { Agent, request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { StartFailure } from '../../src/errors/start-failure.js';
import { tinySdl } from '../harness/tiny-engine.js';
import { aServer } from '../harness/tiny-server.js';

describe('probes', () => {
  it('a server whose database is away lives and is not ready', async () => {
    const tiny = await aServer();
    const first = await tiny.fetch('/ready');
    tiny.isReady = false;
    const [live, ready] = [await tiny.fetch('/live'), await tiny.fetch('/ready')];
    await tiny.server.close();
    expect([first.status, live.status, ready.status]).toEqual([200, 200, 503]);
  });

  it('the schema is served once to those who keep it', async () => {
    const tiny = await aServer();
    const first = await tiny.fetch('/schema.graphql');
    const etag = first.headers.get('etag') ?? '';
    const second = await tiny.fetch('/schema.graphql', { headers: { 'if-none-match': etag } });
    await tiny.server.close();
    expect([first.status, first.text, second.status, second.text]).toEqual([200, tinySdl, 304, '']);
  });

  it('operations are counted by type and code', async () => {
    const tiny = await aServer({ demo: true });
    await tiny.post({ query: '{ child(id: 1) { id } }' });
    await tiny.post({ query: 'mutation { report(input: { child: 1 }) { id } }' });
    await tiny.post({ query: '{ fails(how: "slow") }' });
    await tiny.post({ query: '{' });
    const { text } = await tiny.fetch('/metrics');
    await tiny.server.close();
    expect(text.match(/^skolegraf_operations_total.*$/gm)).toEqual([
      'skolegraf_operations_total{type="query",code="OK"} 1',
      'skolegraf_operations_total{type="mutation",code="OK"} 1',
      'skolegraf_operations_total{type="query",code="OPERATION_TOO_SLOW"} 1',
      'skolegraf_operations_total{type="none",code="SYNTAX_INVALID"} 1',
    ]);
    expect(text).toContain('skolegraf_requests_in_flight 1');
    expect(text).toContain('skolegraf_request_duration_seconds_count{route="/graphql",status="200"} 3');
  });
});

describe('what is counted', () => {
  const token = 'a-token-of-some-length';
  const [nothing, wrong, right] = [undefined, 'Bearer a-token-of-some-lengtH', `Bearer ${token}`];
  it.each([
    ['the demo, to its own machine', { demo: true }, nothing, 200],
    ['a server without a token for it', {}, nothing, 404],
    ['a server without a token for it', {}, 'Bearer ', 404],
    ['a server without a token for it', {}, 'Bearer undefined', 404],
    ['a server with one', { metricsToken: token }, nothing, 404],
    ['a server with one', { metricsToken: token }, wrong, 404],
    ['a server with one', { metricsToken: token }, right, 200],
    ['the demo with one', { metricsToken: token, demo: true }, nothing, 404],
  ] as const)('is answered by %s (%j), asked with %s, with %i', async (_, config, authorization, status) => {
    const tiny = await aServer(config);
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    const answer = await tiny.fetch('/metrics', { headers });
    const nowhere = await tiny.fetch('/nowhere', { headers });
    await tiny.server.close();
    expect(answer.status).toBe(status);
    expect(answer.text.includes('skolegraf_requests_in_flight')).toBe(status === 200);
    const withoutId = (text: string) => text.replace(/"requestId":"[^"]*"/, '');
    if (status === 404) expect(withoutId(answer.text)).toBe(withoutId(nowhere.text));
  });

  it.each([['127.0.0.1'], ['::1']])('is refused by the demo to another machine than %s', async (own) => {
    const { server } = await aServer({ demo: true });
    const asked = async (remoteAddress: string) =>
      (await server.app.inject({ url: '/metrics', remoteAddress })).statusCode;
    const codes = [await asked(own), await asked('192.0.2.7'), await asked('2001:db8::1')];
    await server.close();
    expect(codes).toEqual([200, 404, 404]);
  });
});

describe('the log', () => {
  it('has one line for an operation, and nothing of what it said', async () => {
    const tiny = await aServer();
    const before = tiny.log.length;
    await tiny.post(
      {
        query: 'query Secret($id: ID!) { child(id: $id) { friends(first: 42) { id } } }',
        variables: { id: 'hidden-value' },
      },
      { authorization: 'Bearer ola', 'x-request-id': 'request-0001', cookie: 'session=hidden-cookie' },
    );
    await tiny.server.close();
    const lines = tiny.log.slice(before).map((line) => JSON.parse(line));
    expect(lines).toEqual([
      {
        level: 30,
        time: expect.any(Number),
        requestId: 'request-0001',
        operation: 'Secret',
        type: 'query',
        document: expect.stringMatching(/^[0-9a-f]{16}$/),
        issuer: 'idporten',
        ms: expect.any(Number),
        msg: 'operation',
      },
    ]);
  });

  it('masks an identity number that came in by any way', async () => {
    const tiny = await aServer();
    await tiny.post({ query: 'query q_01017012345 { child(id: 1) { id } }' });
    await tiny.server.close();
    expect(tiny.log.join('')).toContain('q_***********');
    expect(tiny.log.join('')).not.toContain('01017012345');
  });
});

describe('start and stop', () => {
  it('a port that is in use is told in one sentence', async () => {
    const tiny = await aServer();
    const port = Number(new URL(tiny.url).port);
    const failure = await aServer({ port }).catch((error: unknown) => error);
    await tiny.server.close();
    expect(failure).toBeInstanceOf(StartFailure);
    expect(failure).toMatchObject({
      code: 'PORT_IN_USE',
      message: `Port ${port} on 127.0.0.1 is in use by another program: stop it, or start on a free one: PORT=${port + 1} npm start`,
    });
  });

  it('an operation that runs is answered while the server stops, and then nobody is let in', async () => {
    const tiny = await aServer();
    const running = tiny.post({ query: '{ waits }' });
    await tiny.engine.waiting;
    const closed = tiny.server.close();
    const late = await tiny.post({ query: '{ __typename }' }).catch(() => 'not let in');
    tiny.engine.release();
    const reply = await running;
    await closed;
    expect([reply.body, reply.headers.get('connection'), late]).toEqual([
      { data: { waits: 'done' } },
      'close',
      'not let in',
    ]);
  });

  it('a connection that is idle does not hold up the end', async () => {
    const tiny = await aServer();
    const agent = new Agent({ keepAlive: true });
    const ended = new Promise<void>((resolve) => {
      request(`${tiny.url}/live`, { agent }, (response) => {
        response.socket.once('close', () => resolve());
        response.resume();
      }).end();
    });
    while (Object.keys(agent.freeSockets).length === 0) await new Promise((resolve) => setImmediate(resolve));
    await tiny.server.close();
    await ended;
    expect(tiny.server.app.server.listening).toBe(false);
  });
});
