import type { Config } from '../config.js';
import { StartFailure } from '../errors/start-failure.js';
import { type Role, roles } from '../identity/roles.js';

/**
 * A role that nobody can hold would open the playground to nobody.
 * @throws StartFailure CONFIG_INVALID that names it.
 */
export function requireKnownRoles({ playground }: Pick<Config, 'playground'>): void {
  if (typeof playground === 'string') return;
  const unknown = playground.filter((word) => !roles.includes(word as Role));
  if (unknown.length > 0)
    throw new StartFailure(
      'CONFIG_INVALID',
      `PLAYGROUND: there is no role ${unknown.join(', ')}; the roles are ${roles.join(', ')}`,
    );
}
