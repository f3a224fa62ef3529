import { randomBytes } from 'node:crypto';
import { Employment } from '../../../entities/employment.js';
import { castSubject } from '../../../src/database/seeds/people.js';
import { newId } from '../../../src/reading/identifier.js';
import type { Town } from '../town.js';

/** Who has a second job, and at which other school than where the first one is. */
const second: readonly (readonly [who: string, role: string])[] = [
  ['school-office', 'SFO_STAFF'],
  ['sfo-leader', 'PRINCIPAL'],
  ['archivist', 'SFO_LEADER'],
  ['data-protection-officer', 'SCHOOL_OFFICE'],
];

/** Gives some of the stand-in people a second job at another school, so that unions of roles are on trial too. */
export async function moreJobs(town: Town): Promise<void> {
  for (const [who, role] of second)
    await town.sql(
      `insert into employment (id, municipality_id, school_id, person_id, role, "from")
         select $1, a.municipality_id, s.id, a.person_id, $3, '2020-08-01' from feide_account a
           join school s on s.municipality_id = a.municipality_id
         where a.subject = $2 and not exists (
           select from employment e where e.person_id = a.person_id and e.school_id = s.id)
         order by s.name limit 1`,
      [newId(Employment, Date.now(), randomBytes(9)), castSubject(who), role],
    );
}
