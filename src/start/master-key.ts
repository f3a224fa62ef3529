import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.js';
import { StartFailure } from '../errors/start-failure.js';

const form = /^[0-9a-f]{64}$/i;

/**
 * The key that seals identity numbers: the configured one, or in the demo one of its own, made at the first start.
 * @throws StartFailure CONFIG_INVALID where the demo's own key was changed by hand.
 */
export function masterKey(config: Pick<Config, 'identityKey' | 'dataDir'>): string {
  if (config.identityKey) return config.identityKey;
  const file = join(config.dataDir, 'identity.key');
  if (!existsSync(file)) return made(file, config.dataDir);
  const key = readFileSync(file, 'utf8').trim();
  if (!form.test(key)) throw new StartFailure('CONFIG_INVALID', `${file}: must hold 64 hexadecimal digits`);
  return key;
}

function made(file: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const key = randomBytes(32).toString('hex');
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${key}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
  return key;
}
