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
  return opening(claimant.issuer, `'${loginKey(claimant, vault)}'`, timeout);
}

/** The same statement for every claimant of an issuer, who is its one parameter: see `loginKey`. */
export function scopeOpening(issuer: Claimant['issuer'], timeout: number): string {
  return opening(issuer, '$1', timeout);
}

function opening(issuer: Claimant['issuer'], key: string, timeout: number): string {
  return `select viewer, set_config('role', coalesce('skolegraf_' || (viewer->>'hat'), 'none'), true),
    set_config('statement_timeout', '${Math.trunc(timeout)}', true),
    set_config('plan_cache_mode', 'force_generic_plan', true),
    set_config('skolegraf.sight', md5(concat(viewer->>'hat', viewer->>'roles', viewer->>'employments')), true)
    from (select scope.open_${issuer}(${key}) as viewer offset 0) opened`;
}

/** Whether the scope of this transaction is of the hat, roles and jobs of a sight that was opened before. SQL. */
export const isOfSight = (sight: string): string => `current_setting('skolegraf.sight', true) = ${sight}`;

/** Keys by claimant, of whom there is one for as long as a token is remembered. */
const known = new WeakMap<Vault, WeakMap<Claimant, string>>();

/**
 * How the database knows a login: the keyed digest of a guardian's identity number, or Feide's subject.
 * @throws Refusal TOKEN_INVALID for a subject that is no UUID.
 */
export function loginKey(claimant: Claimant, vault: Vault): string {
  const keys = known.get(vault) ?? new WeakMap<Claimant, string>();
  const key = keys.get(claimant) ?? keyOf(claimant, vault);
  known.set(vault, keys.set(claimant, key));
  return key;
}

function keyOf(claimant: Claimant, vault: Vault): string {
  const key = claimant.issuer === 'idporten' ? vault.digest(claimant.pid) : claimant.subject;
  if (!(claimant.issuer === 'idporten' ? hexadecimal : uuid).test(key)) throw new Refusal('TOKEN_INVALID');
  return key;
}

/**
 * The viewer that the opening message gave.
 * @throws Refusal NO_ACCESS for somebody whom no municipality knows, or who has no role today.
 */
export function viewerOf(row: unknown): Viewer {
  const viewer = (row as { viewer: StoredViewer | null } | undefined)?.viewer;
  if (!viewer) throw new Refusal('NO_ACCESS');
  return { ...viewer, roles: viewer.roles.map(roleOf), employments: employmentsOf(viewer.employments) };
}

/** Roles in force as the database gives them. */
export type StoredEmployments = readonly { readonly role: string; readonly schoolId: string | null }[];

/** Employments by the words of the access table. */
export function employmentsOf(stored: StoredEmployments): Viewer['employments'] {
  return stored.map((job) => ({ ...job, role: roleOf(job.role) }));
}

/** The roles of these employments, each once, in the order in which a viewer's stand. */
export function rolesOfSight(stored: StoredEmployments): readonly Role[] {
  return [...new Set(stored.map(({ role }) => role))].sort().map(roleOf);
}

/** The viewer as the database gives it: roles by the words that are stored. */
type StoredViewer = Omit<Viewer, 'roles' | 'employments'> & {
  readonly roles: readonly string[];
  readonly employments: StoredEmployments;
};

/** `SCHOOL_OFFICE` in the database is `schoolOffice` in the access table. */
function roleOf(stored: string): Role {
  return stored.toLowerCase().replace(/_./g, (pair) => pair.charAt(1).toUpperCase()) as Role;
}
