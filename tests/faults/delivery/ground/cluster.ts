import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../../../../src/database/embedded/index.js';

/** A PostgreSQL of the run's own that keeps what it has acknowledged, and can be killed. */
export interface Cluster {
  superuserUrl(database: string): string;
  ownerUrl(database: string): string;
  serverUrl(database: string): string;
  /** Kills the server at once, as a power cut would; it comes back by itself. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it with the settings that the program itself starts one with: nothing is acknowledged before it is on disk. */
export async function startDurableCluster(): Promise<Cluster> {
  const dataDir = await mkdtemp(join(tmpdir(), 'skolegraf-faults-'));
  const server = await startEmbedded({ dataDir, settings: { max_connections: '200' } });
  return {
    superuserUrl: server.superuserUrl,
    ownerUrl: server.ownerUrl,
    serverUrl: server.serverUrl,
    async kill() {
      const [pid] = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n', 1);
      process.kill(Number(pid), 'SIGKILL');
    },
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
