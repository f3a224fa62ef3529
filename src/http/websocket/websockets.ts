import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionArgs, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type Context, handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import type { ErrorCode } from '../../errors/catalogue.js';
import { type MaskedError, mask } from '../../errors/masking.js';
import { Refusal } from '../../errors/refusal.js';
import type { Operation } from '../../operation.js';
import type { Streaming } from '../../pipeline/streaming/streaming.js';
import { namedBy } from '../asked.js';
import type { Documents } from '../documents.js';
import { Failures } from '../failures.js';
import { bounds } from '../limits/bounds.js';
import type { Standing } from '../limits/standing.js';
import { checkVariables } from '../limits/variables.js';
import type { Logger } from '../logging.js';
import { isOwnOrigin } from '../sign-in/same-origin.js';
import { Entrance, type EntranceParts } from './entrance.js';
import { Frames } from './frames.js';
import { hear } from './hearing.js';
import { Pulse } from './pulse.js';
import { Socket } from './socket.js';
import { Stream } from './stream.js';

export interface WebSocketParts extends EntranceParts {
  readonly server: Server;
  readonly streaming: Streaming;
  readonly documents: Documents;
  readonly log: Logger;
  /** Whether graphql-js may suggest names of the schema. */
  readonly suggestions: boolean;
  /** How many proxies of our own stand in front; none by default. */
  readonly proxies?: number;
  /** Milliseconds within which a client says who it is; 5 000 where nothing is said. */
  readonly initWait?: number;
  /** Milliseconds between two pings of a socket; 12 000 where nothing is said. */
  readonly beat?: number;
}

type Extra = { readonly socket: Socket };
type Connection = Context<Record<string, unknown>, Extra>;
type Opened = ExecutionArgs & { readonly contextValue: Stream };

/** Points that a subscription costs more which nobody asks for again and again who means well. */
const FORBIDDEN_MORE = 10;
/** With what it is refused: one too many for its socket, or one of what the viewer may not have, which takes a look. */
const forbidden: ReadonlySet<ErrorCode> = new Set([
  'TOO_MANY_SUBSCRIPTIONS',
  'FORBIDDEN',
  'NOT_FOUND',
  'NO_ACCESS',
]);

/** The transport of subscriptions: graphql-ws at `/graphql`. It serves nothing else. */
export class WebSockets {
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: bounds.frame,
    perMessageDeflate: false,
    handleProtocols,
  });
  readonly #entrance: Entrance;
  readonly #pulse: Pulse<Socket>;
  readonly #failures: Failures;
  readonly #frames = new Frames();
  readonly #protocol;
  #publicUrl: string | undefined;

  constructor(readonly parts: WebSocketParts) {
    this.#failures = new Failures(parts.log);
    this.#entrance = new Entrance(parts);
    void parts.door?.address.then(
      ({ publicUrl }) => (this.#publicUrl = publicUrl),
      () => undefined,
    );
    this.#pulse = new Pulse((socket) => this.#beat(socket), parts.beat);
    this.#protocol = makeServer<Record<string, unknown>, Extra>({
      connectionInitWaitTimeout: parts.initWait ?? bounds.init,
      onConnect: ({ extra: { socket }, connectionParams }) =>
        this.#entrance.admit(socket, connectionParams?.['authorization'] ?? undefined),
      onSubscribe: (connection, id, payload) => this.#taking(connection, id, payload),
      // Its payload is written out again, which recurses.
      onPing: (_connection, payload) => checkVariables(payload),
      subscribe: (args) => (args as Opened).contextValue.parked,
      onError: (connection, id, payload, errors) =>
        connection.extra.socket.lost(id, payload)
          ? forever()
          : errors.map((error) => this.#mask(error, connection)),
      onComplete: ({ extra: { socket } }, id, payload) =>
        socket.lost(id, payload) ? forever() : socket.letGo(id, payload),
    });
    parts.server.on('upgrade', this.#upgrade);
  }

  /** How many sockets are open. */
  get size(): number {
    return this.#server.clients.size;
  }

  /** Tells every client to come again, which graphql-ws clients do at once (1012), and takes no more. */
  async close(): Promise<void> {
    this.parts.server.off('upgrade', this.#upgrade);
    this.#pulse.stop();
    for (const socket of this.#server.clients) socket.close(1012, 'Service Restart');
    const cut = setTimeout(() => {
      for (const socket of this.#server.clients) socket.terminate();
    }, 2_000);
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    clearTimeout(cut);
    await this.parts.streaming.hub.stop();
  }

  #upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const refusal = refusalOf(request, this.#publicUrl);
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal}\r\nconnection: close\r\n\r\n`);
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (client) =>
      this.#open(new Socket(client, request, this.parts.proxies)),
    );
  };

  #open(socket: Socket): void {
    const closed = this.#protocol.opened(
      {
        protocol: socket.socket.protocol,
        send: (frame) => socket.send(frame),
        close: (code = 1000, reason = '') => socket.close(code, reason),
        onMessage: (receive) =>
          hear(socket, (text) => void receive(text).catch((error: unknown) => this.#fail(socket, error))),
      },
      { socket },
    );
    const leave = this.#pulse.add(socket);
    socket.socket.once('close', (code, reason) => {
      leave();
      this.#entrance.leave(socket);
      void closed(code, String(reason));
    });
  }

  #fail(socket: Socket, error: unknown): void {
    if (isOfClient(error)) socket.close(4400, 'Invalid message received');
    else {
      this.parts.log.error({ err: error }, 'a message was not handled');
      socket.close(1011, 'Internal error');
    }
  }

  /** Asks whether the client is there and its token still good, and tells it how far its quiet streams have come. */
  #beat(socket: Socket): void {
    if (socket.hasEnded) {
      socket.endToken();
      return;
    }
    socket.ping();
    const moved = socket.streams().flatMap(({ id, subscription }) => {
      const cursor = subscription && this.parts.streaming.hub.cursorOf(subscription);
      return cursor === undefined ? [] : [[id, cursor] as const];
    });
    if (moved.length > 0 && !socket.full) socket.tell(Object.fromEntries(moved));
  }

  /** A client may complete an operation that is only opening, or ending, and begin another with its id. */
  async #taking(
    connection: Connection,
    id: string,
    payload: SubscribePayload,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    const { socket } = connection.extra;
    socket.hold(id, payload);
    const opened = await this.#subscribe(connection, id, payload);
    if (socket.lost(id, payload)) return forever();
    if (Array.isArray(opened)) socket.letGo(id, payload);
    return opened;
  }

  async #subscribe(
    connection: Connection,
    id: string,
    payload: SubscribePayload,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    const { socket } = connection.extra;
    let standing: Standing | undefined;
    try {
      const isOneTooMany = Object.keys(connection.subscriptions).length > bounds.subscriptions;
      standing = await this.parts.rates?.take(socket, payload.query.length);
      if (standing?.isEmpty) throw this.#limited(socket);
      socket.limited = 0;
      if (isOneTooMany) throw new Refusal('TOO_MANY_SUBSCRIPTIONS');
      checkVariables(payload.variables ?? undefined);
      const { documents } = this.parts;
      const asked = await documents.ask(namedBy(payload), () => this.#turn(socket));
      const reading = asked ?? documents.read(payload.query);
      if ('errors' in reading) return reading.errors;
      const { document } = reading;
      const operation: Operation = {
        document,
        operationName: payload.operationName ?? undefined,
        variables: payload.variables ?? {},
        claimant: socket.claimant,
        requestId: randomUUID(),
        language: socket.language,
      };
      const { streaming } = this.parts;
      const stream = new Stream(
        socket,
        id,
        this.#frames,
        (error) => this.#mask(error, connection),
        streaming.hub,
      );
      stream.subscription = await socket.open(() => streaming.open(operation, stream));
      this.#failures.answered();
      socket.opened(id, payload, stream);
      // Kept by graphql-ws as long as the stream is, and known to the documents.
      Object.assign(payload, { query: '' });
      const operationName = operation.operationName ?? null;
      return { schema: streaming.schema, document, operationName, contextValue: stream };
    } catch (error) {
      if (error instanceof Refusal && forbidden.has(error.code)) standing?.charge(FORBIDDEN_MORE);
      return [
        error instanceof GraphQLError
          ? error
          : new GraphQLError('refused', { originalError: error as Error }),
      ];
    }
  }

  /** A client that goes on though it was told to wait is sent away: telling it costs as much as answering. */
  #limited(socket: Socket): Refusal {
    socket.limited += 1;
    if (socket.limited > bounds.subscriptions) socket.close(1013, 'Try again later');
    return new Refusal('RATE_LIMITED');
  }

  /** @throws Refusal RATE_LIMITED where too much time has gone into what this client was refused. */
  async #turn(socket: Socket) {
    const turn = await this.parts.rates?.patience?.turn(socket);
    if (turn?.isEmpty) throw new Refusal('RATE_LIMITED');
    return turn;
  }

  #mask(error: GraphQLError | GraphQLFormattedError, { extra: { socket } }: Connection): MaskedError {
    const requestId = randomUUID();
    return mask(error, {
      requestId,
      language: socket.language,
      suggestions: this.parts.suggestions,
      report: (failure, code) => this.#failures.report(failure, code, requestId, 'not streamed'),
    });
  }
}

/**
 * What graphql-ws waits for where an operation lost its id to a later one: it knows operations by their ids alone, and
 * would end the later one, or never end the earlier. One for each, so that it is forgotten with who waits.
 */
const forever = (): Promise<never> => new Promise(() => undefined);

/** What graphql-ws throws at a message that is the server's to send, and our own refusal of one. */
const isOfClient = (error: unknown): boolean =>
  error instanceof Refusal || (error instanceof Error && /^Unexpected message of type /.test(error.message));

/**
 * Browsers say where a page comes from; only our own pages may use a signed-in browser's socket.
 * @returns the HTTP status that refuses the upgrade; undefined where it is welcome.
 */
function refusalOf(
  { url, headers: { origin, host } }: IncomingMessage,
  publicUrl: string | undefined,
): string | undefined {
  if (url?.split('?')[0] !== '/graphql') return '404 Not Found';
  if (origin === undefined) return undefined;
  return isOwnOrigin(origin, host, publicUrl) ? undefined : '403 Forbidden';
}
