import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionArgs, type ExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type Context, handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import { type MaskedError, mask } from '../../errors/masking.js';
import { Refusal } from '../../errors/refusal.js';
import type { Operation } from '../../operation.js';
import type { StreamedEvent, Streaming } from '../../pipeline/streaming.js';
import type { Documents } from '../documents.js';
import type { Verifier } from '../graphql-route.js';
import { checkVariables } from '../limits/variables.js';
import type { Logger } from '../logging.js';
import { Socket } from './socket.js';

/** The largest frame that a client may send, in bytes. */
const FRAME_BYTES = 64 * 1024;
/** How many subscriptions one socket may hold, and how many sockets one person. */
const SUBSCRIPTIONS = 20;
const SOCKETS = 10;
/** Milliseconds within which a client says who it is. */
const INIT_MS = 5_000;

export interface WebSocketParts {
  readonly server: Server;
  readonly streaming: Streaming;
  readonly documents: Documents;
  readonly verifier: Verifier;
  readonly log: Logger;
  /** Whether graphql-js may suggest names of the schema. */
  readonly suggestions: boolean;
  /** Milliseconds within which a client says who it is; 5 000 where nothing is said. */
  readonly initWait?: number;
}

type Extra = { readonly socket: Socket };
type Connection = Context<Record<string, unknown>, Extra>;
type Opened = ExecutionArgs & {
  readonly contextValue: { stream: AsyncGenerator<StreamedEvent>; abort: AbortController };
};

/** The transport of subscriptions: graphql-ws at `/graphql`. It serves nothing else. */
export class WebSockets {
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_BYTES,
    perMessageDeflate: false,
    handleProtocols,
  });
  readonly #sockets = new Map<string, number>();
  readonly #protocol;

  constructor(readonly parts: WebSocketParts) {
    this.#protocol = makeServer<Record<string, unknown>, Extra>({
      connectionInitWaitTimeout: parts.initWait ?? INIT_MS,
      onConnect: (connection) => this.#connect(connection),
      onSubscribe: (connection, id, payload) => this.#taking(connection, id, payload),
      // Its payload is written out again, which recurses.
      onPing: (_connection, payload) => checkVariables(payload),
      subscribe: (args) => streamOf(args as Opened),
      onNext: (connection, _id, _payload, _args, { data, errors, extensions }) => ({
        data: data ?? null,
        extensions: extensions ?? {},
        ...(errors ? { errors: errors.map((error) => this.#mask(error, connection)) } : {}),
      }),
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
    for (const socket of this.#server.clients) socket.close(1012, 'Service Restart');
    const cut = setTimeout(() => {
      for (const socket of this.#server.clients) socket.terminate();
    }, 2_000);
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    clearTimeout(cut);
  }

  #upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const refusal = refusalOf(request);
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal}\r\nconnection: close\r\n\r\n`);
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (client) => this.#open(new Socket(client, request)));
  };

  #open(socket: Socket): void {
    const closed = this.#protocol.opened(
      {
        protocol: socket.socket.protocol,
        send: (frame) => socket.send(frame),
        close: (code = 1000, reason = '') => socket.close(code, reason),
        onMessage: (receive) =>
          socket.socket.on('message', (data) => {
            if (!socket.isOpen) return;
            receive(String(data)).catch((error: unknown) => this.#fail(socket, error));
          }),
      },
      { socket },
    );
    socket.socket.once('close', (code, reason) => {
      if (socket.claimant) this.#count(subjectOf(socket), -1);
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

  /** False closes the socket with 4403, which says nothing of why. */
  async #connect({ extra: { socket }, connectionParams }: Connection): Promise<boolean> {
    const given = connectionParams?.['authorization'] ?? socket.request.headers.authorization;
    try {
      const claimant = await this.parts.verifier.verify(typeof given === 'string' ? given : undefined);
      // Who has left meanwhile is not counted, since nobody would take it back.
      if (!claimant || !socket.isOpen) return false;
      socket.endWith(claimant);
    } catch {
      return false;
    }
    if (this.#count(subjectOf(socket), 1) > SOCKETS) socket.close(1013, 'Too many connections');
    return true;
  }

  /** A client may complete an operation that is only opening, or ending, and begin another with its id. */
  async #taking(
    connection: Connection,
    id: string,
    payload: SubscribePayload,
  ): Promise<Opened | readonly GraphQLError[]> {
    const { socket } = connection.extra;
    socket.hold(id, payload);
    const opened = await this.#subscribe(connection, payload);
    if (socket.lost(id, payload)) {
      if ('contextValue' in opened) void streamOf(opened).return(undefined);
      return forever();
    }
    if (!('contextValue' in opened)) socket.letGo(id, payload);
    return opened;
  }

  async #subscribe(
    connection: Connection,
    payload: SubscribePayload,
  ): Promise<Opened | readonly GraphQLError[]> {
    const { socket } = connection.extra;
    try {
      if (Object.keys(connection.subscriptions).length > SUBSCRIPTIONS)
        throw new Refusal('TOO_MANY_SUBSCRIPTIONS');
      checkVariables(payload.variables ?? undefined);
      const reading = this.parts.documents.read(payload.query);
      if ('errors' in reading) return reading.errors;
      const abort = new AbortController();
      const operation: Operation = {
        document: reading.document,
        operationName: payload.operationName ?? undefined,
        variables: payload.variables ?? {},
        claimant: socket.claimant,
        requestId: randomUUID(),
        language: socket.language,
      };
      const stream = await this.parts.streaming.open(operation, abort.signal);
      const args = { schema: this.parts.streaming.parts.schema, document: reading.document };
      return { ...args, operationName: operation.operationName ?? null, contextValue: { stream, abort } };
    } catch (error) {
      return [
        error instanceof GraphQLError
          ? error
          : new GraphQLError('refused', { originalError: error as Error }),
      ];
    }
  }

  #count(subject: string, change: number): number {
    const count = (this.#sockets.get(subject) ?? 0) + change;
    if (count > 0) this.#sockets.set(subject, count);
    else this.#sockets.delete(subject);
    return count;
  }

  #mask(error: GraphQLError | GraphQLFormattedError, { extra: { socket } }: Connection): MaskedError {
    return mask(error, {
      requestId: randomUUID(),
      language: socket.language,
      suggestions: this.parts.suggestions,
      report: (bug, code) => this.parts.log.error({ code, err: bug }, 'not streamed'),
    });
  }
}

/**
 * What graphql-ws waits for where an operation lost its id to a later one: it knows operations by their ids alone, and
 * would end the later one, or never end the earlier. One for each, so that it is forgotten with who waits.
 */
const forever = (): Promise<never> => new Promise(() => undefined);

/** The stream as graphql-ws pulls it; ending it ends the wait for the next event too. */
function streamOf({ contextValue: { stream, abort } }: Opened): AsyncGenerator<ExecutionResult> {
  const frames = framesOf(stream, abort.signal);
  const inner = frames.return.bind(frames);
  frames.return = (value) => {
    abort.abort();
    return inner(value);
  };
  return frames;
}

async function* framesOf(
  stream: AsyncGenerator<StreamedEvent>,
  signal: AbortSignal,
): AsyncGenerator<ExecutionResult, void, void> {
  for await (const { result, cursor, eventId } of stream) {
    if (signal.aborted) return;
    yield { ...result, extensions: { cursor, eventId } };
  }
}

/** What graphql-ws throws at a message that is the server's to send, and our own refusal of one. */
const isOfClient = (error: unknown): boolean =>
  error instanceof Refusal || (error instanceof Error && /^Unexpected message of type /.test(error.message));

const subjectOf = ({ claimant }: Socket): string =>
  claimant === undefined ? '' : claimant.issuer === 'idporten' ? claimant.pid : claimant.subject;

/**
 * Browsers say where a page comes from; only our own pages may use a signed-in browser's socket.
 * @returns the HTTP status that refuses the upgrade; undefined where it is welcome.
 */
function refusalOf({ url, headers: { origin, host } }: IncomingMessage): string | undefined {
  if (url?.split('?')[0] !== '/graphql') return '404 Not Found';
  if (origin === undefined) return undefined;
  return URL.canParse(origin) && new URL(origin).host === host ? undefined : '403 Forbidden';
}
