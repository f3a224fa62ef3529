import { fastify } from 'fastify';
import type { Config } from '../config.js';
import { listen } from '../http/listening.js';

/**
 * Tries the address out before the long work begins.
 * @throws StartFailure PORT_IN_USE or CONFIG_INVALID, as listening on it would.
 */
export async function requireFreePort({ host, port }: Pick<Config, 'host' | 'port'>): Promise<void> {
  const trial = fastify();
  await listen(trial, { host, port }).finally(() => trial.close());
}
