import { readFileSync } from 'node:fs';
import type { Client } from 'pg';

/** Linux counts processor time in hundredths of a second. */
const TICK = 10_000;

/** Microseconds of processor time that these processes have used so far; NaN where the system does not tell. */
export function processorTime(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + timeOf(pid), 0);
}

function timeOf(pid: number): number {
  try {
    const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ');
    const [user, system] = fields.split(' ').slice(11, 13);
    return (Number(user) + Number(system)) * TICK;
  } catch {
    return Number.NaN;
  }
}

/** The processes of PostgreSQL that serve connections of the server's role. */
export async function servingProcesses(client: Client): Promise<number[]> {
  const { rows } = await client.query<{ pid: number }>(
    "select pid from pg_stat_activity where usename = 'skolegraf_server' and pid <> pg_backend_pid()",
  );
  return rows.map(({ pid }) => pid);
}
