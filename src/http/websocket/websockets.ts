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
import { Failures } from '../failures.js';
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
  readonly #failures: Failures;
  readonly #protocol;

  constructor(readonly parts: WebSocketParts) {
    this.#failures = new Failures(parts.log);
    this.#protocol = makeServer<Record<string, unknown>, Extra>({
      connectionInitWaitTimeout: INIT_MS,
      onConnect: (connection) => this.#connect(connection),
      onSubscribe: (connection, id, payload) => this.#subscribe(connection, id, payload),
      subscribe: (args) => streamOf(args as Opened),
      onNext: (connection, _id, _payload, _args, { data, errors, extensions }) => ({
        data: data ?? null,
        extensions: extensions ?? {},
        ...(errors ? { errors: errors.map((error) => this.#mask(error, connection)) } : {}),
      }),
      onError: (connection, _id, _payload, errors) => errors.map((error) => this.#mask(error, connection)),
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
            receive(String(data)).catch((error: unknown) => {
              this.parts.log.error({ err: error }, 'a message was not handled');
              socket.close(1011, 'Internal error');
            });
          }),
      },
      { socket },
    );
    socket.socket.once('close', (code, reason) => {
      if (socket.claimant) this.#count(subjectOf(socket), -1);
      void closed(code, String(reason));
    });
  }

  /** False closes the socket with 4403, which says nothing of why. */
  async #connect({ extra: { socket }, connectionParams }: Connection): Promise<boolean> {
    const given = connectionParams?.['authorization'] ?? socket.request.headers.authorization;
    try {
      const claimant = await this.parts.verifier.verify(typeof given === 'string' ? given : undefined);
      if (!claimant) return false;
      socket.endWith(claimant);
    } catch {
      return false;
    }
    if (this.#count(subjectOf(socket), 1) > SOCKETS) socket.close(1013, 'Too many connections');
    return true;
  }

  async #subscribe(
    connection: Connection,
    _id: string,
    payload: SubscribePayload,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
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
      this.#failures.answered();
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
    const requestId = randomUUID();
    return mask(error, {
      requestId,
      language: socket.language,
      suggestions: this.parts.suggestions,
      report: (failure, code) => this.#failures.report(failure, code, requestId, 'not streamed'),
    });
  }
}

/** The stream as graphql-ws pulls it; ending it ends the wait for the next event too. */
function streamOf({ contextValue: { stream, abort } }: Opened): AsyncGenerator<ExecutionResult> {
  const frames = framesOf(stream);
  const inner = frames.return.bind(frames);
  frames.return = (value) => {
    abort.abort();
    return inner(value);
  };
  return frames;
}

async function* framesOf(stream: AsyncGenerator<StreamedEvent>): AsyncGenerator<ExecutionResult, void, void> {
  for await (const { result, cursor, eventId } of stream)
    yield { ...result, extensions: { cursor, eventId } };
}

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
