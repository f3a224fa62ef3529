import {
  type ExecutionResult,
  type GraphQLSchema,
  getArgumentValues,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields } from 'graphql/execution/collectFields.js';
import { getVariableValues } from 'graphql/execution/values.js';
import type { OperationContext } from '../context.js';
import { Refusal } from '../errors/refusal.js';
import type { LoggedEvent } from '../events/event-log.js';
import type { Follower } from '../events/follower.js';
import {
  readStreamCursor,
  type StreamCursor,
  streamMark,
  writeStreamCursor,
} from '../events/stream-cursor.js';
import type { Claimant } from '../identity/claimant.js';
import type { Viewer } from '../identity/viewer.js';
import type { Operation } from '../operation.js';
import { relationKey } from '../reading/plan.js';
import { fragmentsOf } from '../reading/planner.js';
import type { Reader } from '../reading/reader.js';
import { type StreamRead, streamReads } from '../reading/streams.js';
import type { Executor } from './executor.js';
import type { Plans } from './plans.js';

export interface StreamingParts {
  readonly schema: GraphQLSchema;
  readonly reader: Reader;
  readonly plans: Plans;
  readonly executor: Executor;
  readonly follower: Follower;
  context(operation: Operation, viewer: Viewer): OperationContext;
}

/** One event as a subscriber is shown it, and where to resume after it. */
export interface StreamedEvent {
  readonly result: ExecutionResult;
  readonly cursor: string;
  readonly eventId: string;
}

/** Events after which somebody may have lost access: who is named in them is asked about anew. */
const accessTopics = new Set(['guardian.blocked', 'guardianship.changed', 'employment.changed']);

/** What one subscriber asked for. */
interface Subscribed {
  readonly operation: Operation;
  readonly claimant: Claimant;
  readonly definition: OperationDefinitionNode;
  readonly stream: StreamRead;
  readonly args: Readonly<Record<string, unknown>>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly responseKey: string;
  readonly mark: string;
}

/**
 * Streams the log to subscribers. Each pulls by its own cursor, from the ring or from the table, and is asked about at
 * each event: the row is read under the scope that holds then, and what may not be seen is passed over in silence.
 */
export class Streaming {
  constructor(readonly parts: StreamingParts) {}

  /**
   * Opens a subscription.
   * @throws Refusal TOKEN_MISSING, NO_ACCESS, FORBIDDEN, RESYNC_REQUIRED, before anything is streamed.
   */
  async open(operation: Operation, signal: AbortSignal): Promise<AsyncGenerator<StreamedEvent>> {
    const subscribed = this.#subscribed(operation);
    const viewer = await this.#viewerOf(subscribed);
    if (!this.parts.executor.grants(operation.document, viewer)) throw new Refusal('FORBIDDEN');
    const start = await this.#startOf(subscribed);
    return this.#stream(subscribed, viewer, start, signal);
  }

  async *#stream(
    subscribed: Subscribed,
    viewer: Viewer,
    start: StreamCursor,
    signal: AbortSignal,
  ): AsyncGenerator<StreamedEvent> {
    const { follower } = this.parts;
    let position = start.position;
    while (!signal.aborted) {
      const events = await follower.after(position);
      if (events.length === 0) await follower.more(position, signal);
      for (const event of events) {
        if (signal.aborted) return;
        position = event.position;
        if (concerns(event, viewer)) await this.#insist(subscribed);
        const result = await this.#shown(subscribed, event);
        if (result) yield { result, cursor: cursorAt(subscribed, event), eventId: event.id };
      }
    }
  }

  /** What the subscriber may see of an event now; undefined where that is nothing. */
  async #shown(subscribed: Subscribed, event: LoggedEvent): Promise<ExecutionResult | undefined> {
    const { stream, args, operation, definition, variables, responseKey } = subscribed;
    if (!stream.topics.has(event.topic) || !stream.matches(args, event.subjects)) return undefined;
    const { reader, plans, executor, context } = this.parts;
    const by = stream.notBy && event.subjects[stream.notBy];
    const { viewer, data } = await reader.within(subscribed.claimant, operation, async (reading) => {
      const plan = plans.ofEvent(operation.document, definition, reading.viewer, variables);
      const bindings = { variables, outcome: event.subjects, employments: reading.viewer.employments };
      return { viewer: reading.viewer, data: await reading.read(plan, bindings) };
    });
    if (data[relationKey(responseKey)] == null || (by && viewer.personIds.includes(by))) return undefined;
    return executor.event(operation, viewer, data, context(operation, viewer));
  }

  /** @throws Refusal NO_ACCESS where nothing is left that the stream could show. */
  async #insist(subscribed: Subscribed): Promise<void> {
    const viewer = await this.#viewerOf(subscribed);
    const { child } = subscribed.args;
    const lost = viewer.hat === 'guardian' && viewer.childIds.length === 0;
    const lostThis =
      viewer.hat === 'guardian' && typeof child === 'string' && !viewer.childIds.includes(child);
    if (lost || lostThis) throw new Refusal('NO_ACCESS');
  }

  #viewerOf({ claimant, operation }: Subscribed): Promise<Viewer> {
    return this.parts.reader.within(claimant, operation, async (reading) => reading.viewer);
  }

  async #startOf({ args, mark }: Subscribed): Promise<StreamCursor> {
    const { follower } = this.parts;
    if (args['after'] == null) return { position: follower.top, eventId: undefined };
    const cursor = readStreamCursor(mark, String(args['after']));
    if (!cursor?.eventId || !(await follower.holds(cursor.position, cursor.eventId)))
      throw new Refusal('RESYNC_REQUIRED');
    return cursor;
  }

  #subscribed(operation: Operation): Subscribed {
    const { schema } = this.parts;
    const definition = getOperationAST(operation.document, operation.operationName);
    if (definition?.operation !== 'subscription') throw new Refusal('REQUEST_INVALID');
    if (!operation.claimant) throw new Refusal('TOKEN_MISSING');
    const { coerced, errors } = getVariableValues(
      schema,
      definition.variableDefinitions ?? [],
      operation.variables,
    );
    if (!coerced) throw errors?.[0] ?? new Refusal('VARIABLES_INVALID');
    const type = schema.getSubscriptionType();
    // Validation sees to it that there is one.
    const [selected] = type
      ? collectFields(schema, fragmentsOf(operation.document), coerced, type, definition.selectionSet)
      : [];
    const [responseKey, [node]] = selected ?? ['', []];
    const field = node && type?.getFields()[node.name.value];
    const stream = field && streamReads().get(field.name);
    if (!field || !stream) throw new Refusal('OPERATION_INVALID');
    const args = getArgumentValues(field, node, coerced);
    return {
      operation,
      claimant: operation.claimant,
      definition,
      stream,
      args,
      variables: coerced,
      responseKey,
      mark: streamMark(
        subjectOf(operation.claimant),
        `${field.name} ${args['child'] ?? ''} ${args['group'] ?? ''}`,
      ),
    };
  }
}

const subjectOf = (claimant: Claimant): string =>
  claimant.issuer === 'idporten' ? claimant.pid : claimant.subject;

const concerns = (event: LoggedEvent, viewer: Viewer): boolean =>
  accessTopics.has(event.topic) && Object.values(event.subjects).some((id) => viewer.personIds.includes(id));

const cursorAt = ({ mark }: Subscribed, event: LoggedEvent): string =>
  writeStreamCursor(mark, { position: event.position, eventId: event.id });
