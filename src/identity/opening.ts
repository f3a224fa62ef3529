import { Refusal } from '../errors/refusal.js';
import type { Claimant } from './claimant.js';
import type { Vault } from './vault.js';
import type { Viewer } from './viewer.js';

const hexadecimal = /^[0-9a-f]{64}$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The statement that opens a claimant's scope, takes the hat that the scope decided on, and bounds what follows in
 * time. Its one value is checked here, since it stands in the text of a message. Without a scope the server's own role
 * stays, which may read nothing.
 * @param timeout milliseconds after which PostgreSQL cancels a statement.
 */
export function openScope(claimant: Claimant, vault: Vault, timeout: number): string {
  return `select viewer, set_config('role', coalesce('skolegraf_' || (viewer->>'hat'), 'none'), true),
    set_config('statement_timeout', '${Math.trunc(timeout)}', true)
    from (select ${opening(claimant, vault)} as viewer offset 0) opened`;
}

function opening(claimant: Claimant, vault: Vault): string {
  if (claimant.issuer === 'idporten') {
    const digest = vault.digest(claimant.pid);
    if (!hexadecimal.test(digest)) throw new Refusal('TOKEN_INVALID');
    return `scope.open_idporten('${digest}')`;
  }
  if (!uuid.test(claimant.subject)) throw new Refusal('TOKEN_INVALID');
  return `scope.open_feide('${claimant.subject}')`;
}

/**
 * The viewer that the opening message gave.
 * @throws Refusal NO_ACCESS for somebody whom no municipality knows, or who has no role today.
 */
export function viewerOf(row: unknown): Viewer {
  const viewer = (row as { viewer: Viewer | null } | undefined)?.viewer;
  if (!viewer) throw new Refusal('NO_ACCESS');
  return viewer;
}
