import type { MikroORM } from '@mikro-orm/postgresql';
import { connectOrm } from '../../../src/database/orm.js';
import type { Engine } from '../../../src/operation.js';
import { createEngine } from '../../../src/pipeline/engine.js';
import { type Town, theBuiltSchema } from '../town.js';
import { countMessages, type MessageCounter } from './message-counter.js';

/** An engine with one connection to the database, on which every message is heard. */
export interface CountedEngine {
  readonly engine: Engine;
  readonly counter: MessageCounter;
  readonly orm: MikroORM;
  close(): Promise<void>;
}

/** Starts one beside a town's own. */
export async function countedEngine(town: Town): Promise<CountedEngine> {
  const counter = await countMessages(town.serverUrl);
  const orm = await connectOrm(counter.url, 1, 5_000);
  const engine = await createEngine({ orm, schema: theBuiltSchema(), vault: town.vault, timeout: 5_000 });
  return {
    engine,
    counter,
    orm,
    async close() {
      await counter.close();
      await orm.close(true);
    },
  };
}
