import { readFileSync } from 'node:fs';
import type { Client } from 'pg';

/** Linux counts processor time in hundredths of a second. */
const TICK = 10_000;

/** Microseconds of processor time that each of these processes has used; nothing for those that are not there. */
export function processorTimes(pids: readonly number[]): ReadonlyMap<number, number> {
  return new Map(
    pids.flatMap((pid) => {
      const time = timeOf(pid);
      return time === undefined ? [] : [[pid, time]];
    }),
  );
}

/** Microseconds that the same processes have used since; NaN where the system does not tell. */
export function usedSince(before: ReadonlyMap<number, number>): number {
  if (before.size === 0) return Number.NaN;
  const after = processorTimes([...before.keys()]);
  return [...after].reduce((sum, [pid, time]) => sum + time - (before.get(pid) ?? time), 0);
}

function timeOf(pid: number): number | undefined {
  try {
    const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ');
    const [user, system] = fields.split(' ').slice(11, 13);
    return (Number(user) + Number(system)) * TICK;
  } catch {
    return undefined;
  }
}

/** The processes of PostgreSQL that serve connections of the server's role. */
export async function servingProcesses(client: Client): Promise<number[]> {
  const { rows } = await client.query<{ pid: number }>(
    "select pid from pg_stat_activity where usename = 'skolegraf_server' and pid <> pg_backend_pid()",
  );
  return rows.map(({ pid }) => pid);
}
