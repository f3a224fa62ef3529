import type { GraphQLSchema } from 'graphql';
import { Refusal } from '../../errors/refusal.js';
import { Audiences, type Shown } from '../../events/audiences.js';
import type { Follower } from '../../events/follower.js';
import { readStreamCursor } from '../../events/stream-cursor.js';
import { loginKey } from '../../identity/opening.js';
import type { Vault } from '../../identity/vault.js';
import type { Viewer } from '../../identity/viewer.js';
import type { Operation } from '../../operation.js';
import { isIdOf } from '../../reading/identifier.js';
import type { Model } from '../../reading/model.js';
import { type StreamRead, streamReads } from '../../reading/streams.js';
import { type Asked, askedBy } from './asked.js';
import type { ReadingParts } from './event-reads.js';
import { Hub } from './hub.js';
import { Payloads } from './payloads.js';
import { type Sink, Subscription } from './subscription.js';

export interface StreamingParts extends ReadingParts {
  readonly schema: GraphQLSchema;
  readonly model: Model;
  readonly vault: Vault;
  readonly follower: Follower;
  /** Is told of failures; delivery goes on. */
  report(failure: unknown): void;
}

/** Streams the log to a node's subscribers: lets them in at the door, and ends their streams when access ends. */
export class Streaming {
  readonly hub: Hub;

  constructor(readonly parts: StreamingParts) {
    const { model, follower, report } = parts;
    const tables = new Map([...streamReads().values()].map((stream) => [stream, shownBy(stream, model)]));
    this.hub = new Hub({
      follower,
      audiences: new Audiences(follower.options.log),
      payloads: new Payloads(parts),
      shown: (stream) => tables.get(stream) ?? shownBy(stream, model),
      insist: (subscription) => this.#insist(subscription.asked),
      report,
    });
  }

  get schema(): GraphQLSchema {
    return this.parts.schema;
  }

  /**
   * Lets a subscriber in. Nothing is sent before it is added to the hub.
   * @throws Refusal TOKEN_MISSING, NO_ACCESS, FORBIDDEN, NOT_FOUND for a row that the viewer does not see,
   * OPERATION_TOO_COSTLY for what can not be shown of any event,
   * RESYNC_REQUIRED for a cursor that is none, another's, or of an event that is no longer in the log.
   */
  async open(operation: Operation, sink: Sink): Promise<Subscription> {
    const { schema, plans, executor, vault } = this.parts;
    const asked = askedBy(schema, operation, vault);
    const { viewer, sees } = await this.#look(asked);
    if (!executor.grants(operation.document, viewer)) throw new Refusal('FORBIDDEN');
    if (!sees) throw new Refusal('NOT_FOUND');
    plans.ofEvent(operation.document, asked.definition, viewer, asked.variables);
    const start = await this.#startOf(asked);
    return new Subscription(asked, loginKey(asked.claimant, vault), viewer, start, sink);
  }

  /** @throws Refusal NO_ACCESS where nothing is left that the stream could show. */
  async #insist(asked: Asked): Promise<void> {
    const { viewer, sees } = await this.#look(asked);
    const childless = viewer.hat === 'guardian' && viewer.childIds.length === 0;
    if (childless || !sees || !this.parts.executor.grants(asked.operation.document, viewer))
      throw new Refusal('NO_ACCESS');
  }

  /** Who the subscriber is now, and whether the rows are in sight that the stream was narrowed to. */
  async #look(asked: Asked): Promise<{ viewer: Viewer; sees: boolean }> {
    const { reader, model } = this.parts;
    const { stream, args, claimant } = asked;
    return reader.within(claimant, async (reading) => {
      let sees = true;
      for (const { argument, target } of stream.only) {
        const id = args[argument];
        const table = model.get(target().name)?.table;
        if (id != null && table) sees &&= isIdOf(target(), id) && (await reading.sees(table, String(id)));
      }
      return { viewer: reading.viewer, sees };
    });
  }

  async #startOf({ args, mark }: Asked): Promise<number> {
    const { follower } = this.parts;
    if (args['after'] == null) return follower.top;
    const cursor = readStreamCursor(mark, String(args['after']));
    if (cursor?.epoch !== follower.epoch) throw new Refusal('RESYNC_REQUIRED');
    if (!(await follower.holds(cursor.position, cursor.eventId))) throw new Refusal('RESYNC_REQUIRED');
    return cursor.position;
  }
}

function shownBy(stream: StreamRead, model: Model): Shown {
  const table = model.get(stream.target().name)?.table;
  if (!table) throw new Error(`${stream.field} shows rows of no table`);
  return { table, subject: stream.subject };
}
