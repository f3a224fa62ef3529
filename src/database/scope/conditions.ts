// Today is asked for once in a query: the time zone is looked up again each time, which for some hundred rows is most of the work.
const asked = '(select scope.today())';

/** Whether a row with dates holds today, given its alias, and the day where it has been asked for before. */
export const today = (row: string, day = asked): string =>
  `${row}."from" <= ${day} and (${row}."to" is null or ${row}."to" >= ${day})`;

/** Whether a child has not left. */
export const here = (child: string, day = asked): string =>
  `(${child}.left_on is null or ${child}.left_on >= ${day})`;

/**
 * PL/pgSQL that takes those who have left out of an array of children, given an array to keep them in. Few have left, and
 * their index is looked into once for all of the children, not once for each.
 */
export const leaveOutGone = (children: string, gone: string, day: string): string => `
    ${gone} := array(select c.id from public.child c where c.id = any(${children}) and c.left_on < ${day});
    if cardinality(${gone}) > 0 then
      ${children} := array(select unnest(${children}) except select unnest(${gone}));
    end if;`;

/**
 * Whether a guardianship reaches its child today. A block wins over everything: a register that rewrites the
 * guardianship can't reach it. At 18 guardians' access ends.
 */
export const guards = (guardianship: string, child: string, day = asked): string =>
  `${guardianship}.access <> 'NONE' and ${today(guardianship, day)} and ${here(child, day)}
      and ${child}.birth_date > ${day} - interval '18 years'
      and not exists (select from public.access_block b where b.guardianship_id = ${guardianship}.id
        and b.municipality_id = ${guardianship}.municipality_id and b.lifted_at is null)`;

/** The roles, as they are stored, that reach what belongs to a school or to the municipality. */
export const rolesOf = {
  school_ids: `'PRINCIPAL', 'SCHOOL_OFFICE'`,
  teaches: `'TEACHER'`,
  sfo_school_ids: `'SFO_STAFF', 'SFO_LEADER'`,
  admin_municipality_ids: `'MUNICIPAL_ADMIN'`,
  register_municipality_ids: `'MUNICIPAL_ADMIN', 'ARCHIVIST', 'DATA_PROTECTION_OFFICER'`,
  record_municipality_ids: `'ARCHIVIST'`,
  audit_municipality_ids: `'DATA_PROTECTION_OFFICER'`,
} as const;

/**
 * PostgreSQL does not know how few ids an array will have, and would read whole tables: these functions find each row by
 * its index, so that they cost the same however large a municipality is.
 */
export const byIndex =
  'set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off';
