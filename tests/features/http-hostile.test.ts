import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostileDocuments } from '../harness/hostile-documents/index.js';

const program = fileURLToPath(new URL('../../dist/tests/harness/http-program.js', import.meta.url));

let child: ChildProcess;
let url: string;

beforeAll(async () => {
  const started = spawn(process.execPath, ['--max-old-space-size=512', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child = started;
  for await (const line of createInterface({ input: started.stdout })) {
    url = line;
    break;
  }
});

afterAll(async () => {
  const exit = once(child, 'exit');
  child.stdin?.end();
  await exit;
});

const post = (body: string) =>
  fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });

interface Refused {
  readonly errors: readonly [{ readonly extensions: { readonly code: string } }];
}

async function refusal(body: string): Promise<{ readonly status: number; readonly code: string }> {
  const response = await post(body);
  const { errors } = (await response.json()) as Refused;
  return { status: response.status, code: errors[0].extensions.code };
}

describe('a server with a heap of 512 MB', () => {
  it.each(hostileDocuments)('refuses %s and lives', async (_name, query, code) => {
    const status = code === 'BODY_TOO_LARGE' ? 413 : 400;
    expect(await refusal(JSON.stringify({ query }))).toEqual({ status, code });
    const next = await post(JSON.stringify({ query: '{ child(id: 1) { id } }' }));
    expect(await next.json()).toEqual({ data: { child: { id: '1' } } });
  });

  it('answers a body that is too long at its head, reads on, and answers the next request on the connection', async () => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname).setEncoding('utf8');
    const send = (body: string, length = body.length) =>
      socket.write(
        `POST /graphql HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`,
      );
    send('', 3_000_000);
    expect(String(await once(socket, 'data'))).toMatch(/^HTTP\/1\.1 413 .*"BODY_TOO_LARGE"/s);
    socket.write(Buffer.alloc(3_000_000));
    send(JSON.stringify({ query: '{ child(id: 1) { id } }' }));
    expect(String(await once(socket, 'data'))).toMatch(/^HTTP\/1\.1 200 .*"id":"1"/s);
    socket.destroy();
  });

  it('refuses variables that are nested without end', async () => {
    const deep = `${'['.repeat(40_000)}${']'.repeat(40_000)}`;
    const body = `{"query":"query($a:[ID!]){children(ids:$a){id}}","variables":{"a":${deep}}}`;
    expect(await refusal(body)).toEqual({ status: 400, code: 'OPERATION_TOO_DEEP' });
  });

  it.each(['__proto__', 'constructor'])('refuses a body that reaches for %s', async (name) => {
    const body = `{"query":"{child(id:1){id}}","variables":{"${name}":{"prototype":{"admin":true}}}}`;
    expect(await refusal(body)).toEqual({ status: 400, code: 'REQUEST_INVALID' });
  });
});
