import { Refusal } from '../errors/refusal.js';
import type { Claimant } from './claimant.js';
import type { Role } from './roles.js';
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
    set_config('statement_timeout', '${Math.trunc(timeout)}', true),
    set_config('plan_cache_mode', 'force_generic_plan', true)
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
  const viewer = (row as { viewer: StoredViewer | null } | undefined)?.viewer;
  if (!viewer) throw new Refusal('NO_ACCESS');
  const employments = viewer.employments.map((job) => ({ ...job, role: roleOf(job.role) }));
  return { ...viewer, roles: viewer.roles.map(roleOf), employments };
}

/** The viewer as the database gives it: roles by the words that are stored. */
type StoredViewer = Omit<Viewer, 'roles' | 'employments'> & {
  readonly roles: readonly string[];
  readonly employments: readonly { readonly role: string; readonly schoolId: string | null }[];
};

/** `SCHOOL_OFFICE` in the database is `schoolOffice` in the access table. */
function roleOf(stored: string): Role {
  return stored.toLowerCase().replace(/_./g, (pair) => pair.charAt(1).toUpperCase()) as Role;
}
