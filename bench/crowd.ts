import pg from 'pg';
import { loginKey, scopeOpening } from '../src/identity/opening.js';
import type { Vault } from '../src/identity/vault.js';
import { type BenchDatabase, run } from './database.js';
import type { BenchIssuer, Login } from './issuer.js';
import type { Scenario, Visit } from './scenario.js';

/** A visit with the header that says who comes. */
export interface Guest extends Visit {
  readonly header: string;
}

type Found = Readonly<Record<string, string>>;

/**
 * The people of one scenario, picked from the data, with real signed tokens.
 * @throws Error when the data holds nobody for it.
 */
export async function crowdOf(
  scenario: Scenario,
  database: BenchDatabase,
  issuer: BenchIssuer,
): Promise<Guest[]> {
  const found = (await run(database.ownerUrl, scenario.visits)) as Found[];
  if (found.length === 0) throw new Error(`${scenario.key}: the data holds nobody to ask as`);
  return Promise.all(
    found.map(async ({ login: raw = '', ...variables }) => {
      const login = loginOf(scenario.issuer, raw, database.vault);
      return { login, variables, header: `Bearer ${await issuer.token(login)}` };
    }),
  );
}

/** Somebody of the cast, found by identity number. */
export async function guestOf(pid: string, issuer: BenchIssuer): Promise<Guest> {
  const login: Login = { issuer: 'idporten', pid };
  return { login, variables: {}, header: `Bearer ${await issuer.token(login)}` };
}

function loginOf(issuer: Login['issuer'], raw: string, vault: Vault): Login {
  return issuer === 'idporten' ? { issuer, pid: vault.open(raw) } : { issuer, subject: raw };
}

// Every variable that has a function to read it, and the role, as one object.
const SETTINGS = `jsonb_build_object('role', current_setting('role')) || coalesce((
    select jsonb_object_agg('skolegraf.' || name, current_setting('skolegraf.' || name, true))
    from unnest(array['municipality_ids', 'person_ids', 'child_ids', 'family_school_ids', 'school_ids',
      'work_school_ids', 'contact_child_ids', 'taught_child_ids', 'group_ids', 'sfo_school_ids',
      'admin_municipality_ids', 'register_municipality_ids', 'record_municipality_ids', 'audit_municipality_ids'
    ]) name where current_setting('skolegraf.' || name, true) <> ''), '{}')`;

type ByHeader<T> = Readonly<Record<string, T>>;

/** A statement that a connection prepares once. */
export interface Prepared {
  readonly name: string;
  readonly text: string;
  readonly values: readonly string[];
}

/** The one statement that works out each guest's hat and scope and gives them as settings, by header. */
export function openingsOf(guests: readonly Guest[], vault: Vault): ByHeader<Prepared> {
  return Object.fromEntries(
    guests.map(({ header, login }) => {
      const claimant = { ...login, level: 'high', principalName: undefined, expires: 0 } as const;
      const opening = scopeOpening(login.issuer, 5_000).replace(
        /\bfrom \(select/,
        `, ${SETTINGS} as settings from (select`,
      );
      return [header, { name: `open ${login.issuer}`, text: opening, values: [loginKey(claimant, vault)] }];
    }),
  );
}

/** The same, worked out beforehand. */
export async function scopesOf(
  guests: readonly Guest[],
  database: BenchDatabase,
): Promise<ByHeader<ByHeader<string>>> {
  const client = new pg.Client({ connectionString: database.serverUrl });
  await client.connect();
  try {
    const scopes: Record<string, ByHeader<string>> = {};
    for (const [header, opening] of Object.entries(openingsOf(guests, database.vault))) {
      const { rows } = await client.query({ ...opening, values: [...opening.values] });
      scopes[header] = rows[0]?.settings ?? {};
    }
    return scopes;
  } finally {
    await client.end();
  }
}
