import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A way to the database that counts what is sent there. */
export interface CountedWay {
  /** The server's URL by this way. */
  readonly databaseUrl: string;
  /** Messages so far: each simple query, and each extended one up to its Sync, for which the client then waits. */
  count(): number;
  close(): void;
}

const QUERY = 0x51;
const SYNC = 0x53;

/** Stands between a program and its database on a socket of its own, and counts whole messages of the protocol. */
export async function countedWay(serverUrl: string): Promise<CountedWay> {
  const real = new URL(serverUrl);
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  const target = join(decodeURIComponent(real.hostname), `.s.PGSQL.${real.port || 5432}`);
  let messages = 0;
  const server = createServer((client) => {
    const database = connect(target);
    database.pipe(client);
    const count = counter(() => messages++);
    client.on('data', (chunk) => {
      count(chunk);
      database.write(chunk);
    });
    closeTogether(client, database);
  });
  server.listen(join(directory, '.s.PGSQL.5432'));
  await once(server, 'listening');
  const user = real.username;
  return {
    databaseUrl: `postgresql://${user}@${encodeURIComponent(directory)}:5432${real.pathname}`,
    count: () => messages,
    close() {
      server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function closeTogether(one: Socket, other: Socket): void {
  for (const [socket, partner] of [
    [one, other],
    [other, one],
  ] as const)
    socket.on('error', () => partner.destroy()).on('close', () => partner.destroy());
}

/** Reads the frontend's messages: a type and a length each, but for the first, which has no type. */
function counter(found: () => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let started = false;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const type = started ? 1 : 0;
      if (rest.length < type + 4) return;
      const size = type + rest.readUInt32BE(type);
      if (rest.length < size) return;
      if (started && (rest[0] === QUERY || rest[0] === SYNC)) found();
      started = true;
      rest = rest.subarray(size);
    }
  };
}
