import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../config.js';
import { StartFailure } from '../errors/start-failure.js';
import type { Vault } from '../identity/vault.js';
import { withOwner } from './owner.js';

const form = /^[0-9a-f]{64}$/i;

/** The key that seals identity numbers. */
export interface MasterKey {
  /** 32 bytes in hexadecimal. */
  readonly key: string;
  /** What an operator calls it: the setting, or the demo's own file. */
  readonly name: string;
  /** Writes a key that was made now into its file; a key that is known already stays where it is. */
  keep(): void;
}

/**
 * The configured key, or in the demo one of its own: from its file, or new, to be kept once it is known to fit.
 * @throws StartFailure CONFIG_INVALID where the demo's own key was changed by hand.
 */
export function masterKey(config: Pick<Config, 'identityKey' | 'dataDir'>): MasterKey {
  const keep = () => undefined;
  if (config.identityKey) return { key: config.identityKey, name: 'IDENTITY_KEY', keep };
  const file = join(config.dataDir, 'identity.key');
  if (!existsSync(file)) {
    const key = randomBytes(32).toString('hex');
    return { key, name: file, keep: () => write(file, key) };
  }
  const key = readFileSync(file, 'utf8').trim();
  if (!form.test(key)) throw new StartFailure('CONFIG_INVALID', `${file}: must hold 64 hexadecimal digits`);
  return { key, name: file, keep };
}

function write(file: string, key: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${key}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
}

/**
 * Opens one identity number of the database: with another key than its own, people could neither sign in nor be found.
 * @throws StartFailure CONFIG_INVALID
 */
export async function refuseForeignKey(ownerUrl: string, vault: Vault, { name }: MasterKey): Promise<void> {
  const sealed = await withOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ sealed: string }>('select sealed from identity_number limit 1');
    return rows[0]?.sealed;
  });
  if (sealed === undefined) return;
  try {
    vault.open(sealed);
  } catch {
    throw new StartFailure(
      'CONFIG_INVALID',
      `${name}: is missing, or is not the key that sealed the identity numbers in this database: put that key back.`,
    );
  }
}
