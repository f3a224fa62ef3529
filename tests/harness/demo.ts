import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { readConfig } from '../../src/config.js';
import { createLogger } from '../../src/http/logging.js';
import { createVault, type Vault } from '../../src/identity/vault.js';
import { serve } from '../../src/program.js';
import { Closing } from '../../src/start/closing.js';
import { type Issuers, issuersFor } from '../../src/start/issuers.js';
import { aTown, type Town } from './town.js';
import { testKey } from './town-key.js';

/** The demo as it runs: its nodes over one database, and its two stand-in issuers, which the first node hosts. */
export interface Demo {
  readonly town: Town;
  /** The addresses of the nodes. */
  readonly nodes: readonly string[];
  readonly issuers: Issuers;
  /** Where the stand-ins keep their keys. */
  readonly dataDir: string;
  readonly sessionVault: Vault;
  /** All that the nodes have logged. */
  readonly log: readonly string[];
  close(): Promise<void>;
}

/** @param settings of the environment, in place of the demo's own. */
export async function aDemo(count = 1, settings: Readonly<Record<string, string>> = {}): Promise<Demo> {
  const town = await aTown();
  const dataDir = await mkdtemp(join(tmpdir(), 'skolegraf-demo-'));
  const { serverUrl, ownerUrl, vault } = town;
  const config = readConfig({
    PORT: '0',
    DATA_DIR: dataDir,
    DATABASE_URL: serverUrl,
    DATABASE_OWNER_URL: ownerUrl,
    DATABASE_POOL: '4',
    ...settings,
  });
  const lines: string[] = [];
  const written = new Writable({ write: (line, _encoding, done) => done(void lines.push(String(line))) });
  const log = createLogger({ logLevel: 'debug' }, written);
  const sessionVault = createVault(testKey, 'session');
  const issuers = issuersFor(config, log);
  const guest = { ...issuers, standIns: undefined, listening: async () => {}, close: async () => {} };
  const closing = new Closing();
  const nodes: string[] = [];
  for (let node = 0; node < count; node += 1) {
    const database = { serverUrl, ownerUrl, stop: async () => {} };
    const ground = { database, vault, sessionVault, log, issuers: node === 0 ? issuers : guest };
    nodes.push(await serve(config, ground, closing));
  }
  const close = async () => {
    await closing.close();
    await town.close();
    await rm(dataDir, { recursive: true });
  };
  return { town, nodes, issuers, dataDir, sessionVault, log: lines, close };
}
