import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What clients ask of the server, one text for each message that the server must answer before the next. */
export interface MessageCounter {
  /** The same database, reached through the counter. */
  readonly url: string;
  /** The statements of each message: its own words, or the name of one that the server knows already. */
  readonly messages: string[];
  /**
   * From the first message on that fits, nothing is passed on, as where the server is frozen: what is connected stays so,
   * in silence.
   */
  freezeAt(message: RegExp): void;
  close(): Promise<void>;
}

const letter = { query: 0x51, parse: 0x50, bind: 0x42, sync: 0x53 } as const;

/** Stands between the program and a PostgreSQL server and listens to what is said. */
export async function countMessages(serverUrl: string): Promise<MessageCounter> {
  const messages: string[] = [];
  const sockets = new Set<Socket>();
  let frozenAt: RegExp | undefined;
  const isFrozen = () => messages.some((message) => frozenAt?.test(message));
  const url = new URL(serverUrl);
  const host = decodeURIComponent(url.hostname);
  const port = Number(url.port || 5432);
  const server = createServer((client) => {
    const upstream = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
    const listen = listener(messages);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
    }
    client.on('data', (bytes) => {
      listen(bytes);
      if (!isFrozen()) upstream.write(bytes);
    });
    upstream.on('data', (bytes) => client.write(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    messages,
    freezeAt: (message) => {
      frozenAt = message;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Reads the frontend's messages: a length and a body; after the first of a connection with a letter before them. */
function listener(messages: string[]): (bytes: Buffer) => void {
  let rest = Buffer.alloc(0);
  let isStarted = false;
  let said = '';
  let parsed = '';
  const hear = (kind: number, body: Buffer) => {
    const [first, second] = body.toString('utf8').split('\0');
    if (kind === letter.parse) parsed = second ?? '';
    if (kind === letter.bind) said += `${said && '; '}${parsed || `statement ${second}`}`;
    if (kind === letter.bind) parsed = '';
    if (kind === letter.query || kind === letter.sync)
      messages.push(kind === letter.query ? (first ?? '') : said);
    if (kind === letter.sync) said = '';
  };
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    for (;;) {
      const head = isStarted ? 1 : 0;
      const length = rest.length < head + 4 ? Number.POSITIVE_INFINITY : rest.readUInt32BE(head);
      if (rest.length < head + length) return;
      if (isStarted) hear(rest[0] ?? 0, rest.subarray(head + 4, head + length));
      rest = rest.subarray(head + length);
      isStarted = true;
    }
  };
}
