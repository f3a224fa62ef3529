import { setTimeout as pause } from 'node:timers/promises';
import type { Sql } from '../ground/sql.js';

export interface Cutting {
  /** How many connections that listened were ended. */
  readonly count: number;
  stop(): Promise<void>;
}

const EVERY_MS = 20;

/** Ends every connection that listens for wake-ups, again and again. */
export function cutWakeUps(sql: Sql): Cutting {
  let [count, isStopped] = [0, false];
  const running = (async () => {
    while (!isStopped) {
      const cut = await sql(
        `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and pid <> pg_backend_pid() and query ilike 'listen %'`,
      );
      count += cut.length;
      await pause(EVERY_MS);
    }
  })();
  return {
    get count() {
      return count;
    },
    async stop() {
      isStopped = true;
      await running;
    },
  };
}
