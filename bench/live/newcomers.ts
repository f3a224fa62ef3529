import { Sex } from '../../entities/codes/person.js';
import { Guardianship } from '../../entities/guardianship.js';
import { IdentityNumber } from '../../entities/identity-number.js';
import { Person } from '../../entities/person.js';
import { IdentityNumbers } from '../../src/database/seeds/identity-numbers.js';
import { newId } from '../../src/reading/identifier.js';
import { type DatabaseCopy, run } from '../database.js';
import { inForce } from '../in-force.js';
import type { Desk } from './circle.js';

/** A synthetic guardian who was made for the benchmark. */
export interface Newcomer {
  readonly person: string;
  readonly pid: string;
}

/** Gives out synthetic identity numbers that nobody has yet. */
export async function freeNumbers({ ownerUrl, vault }: DatabaseCopy): Promise<() => string> {
  const taken = (await run(ownerUrl, 'select sealed from identity_number')) as { sealed: string }[];
  const numbers = new IdentityNumbers(taken.map(({ sealed }) => vault.open(sealed)));
  let next = 0;
  return () => {
    const day = new Date(Date.UTC(1970, 0, 1 + (next++ % 7_000)));
    return numbers.issue(day.toISOString().slice(0, 10), Sex.FEMALE);
  };
}

// Rows like those of a guardian who is there already, whatever columns they have.
const LIKE = `
  with pattern as (select g from guardianship g where g.child_id = $1 and g.access = 'FULL' and ${inForce('g')}
      and not exists (select from access_block b where b.guardianship_id = g.id) order by g.id limit 1),
    people as (insert into person select (jsonb_populate_record(p, jsonb_build_object('id', n.id))).*
      from pattern, person p, unnest($2::uuid[]) n(id) where p.id = (g).guardian_id returning id)
  insert into guardianship
    select (jsonb_populate_record(g, jsonb_build_object('id', n.id, 'guardian_id', n.person))).*
    from pattern, unnest($3::uuid[], $2::uuid[]) n(id, person)`;

const NUMBERS = `insert into identity_number (id, municipality_id, person_id, sealed, digest)
  select i, $1, p, s, d from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[]) x(i, p, s, d)`;

/** Makes so many guardians of one child. */
export async function newcomersFor(
  { ownerUrl, vault }: DatabaseCopy,
  { child, municipality }: Desk,
  count: number,
  freeNumber: () => string,
): Promise<readonly Newcomer[]> {
  const made = Array.from({ length: count }, () => ({ person: newId(Person), pid: freeNumber() }));
  const people = made.map(({ person }) => person);
  await run(ownerUrl, LIKE, [child, people, people.map(() => newId(Guardianship))]);
  await run(ownerUrl, NUMBERS, [
    municipality,
    people.map(() => newId(IdentityNumber)),
    people,
    made.map(({ pid }) => vault.seal(pid)),
    made.map(({ pid }) => vault.digest(pid)),
  ]);
  return made;
}
