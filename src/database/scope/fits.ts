import { hats } from '../../../entities/declare/policies.js';

/** A table whose rows name a child and its school, the columns that do, and what must be there for them to fit. */
interface Fit {
  readonly table: string;
  readonly columns: readonly string[];
  /** The FROM and WHERE of the row that the new one refers to. */
  readonly to: string;
}

/**
 * What a policy can't say of the rows that people write: that the child is of the school that stands beside it. Policies
 * ask for the school or the child alone, so that one who wrote past the API could lay a foreign child to the own school.
 */
const fits: readonly Fit[] = [
  {
    table: 'access_block',
    columns: ['school_id', 'child_id', 'guardianship_id'],
    to: `public.guardianship g where g.id = new.guardianship_id and g.child_id = new.child_id
      and g.school_id = new.school_id and g.municipality_id = new.municipality_id`,
  },
  {
    table: 'enrolment',
    columns: ['school_id', 'child_id', 'school_year_id', 'school_class_id'],
    to: `public.child c join public.school_class k on k.school_id = c.school_id
      where c.id = new.child_id and c.school_id = new.school_id and c.municipality_id = new.municipality_id
        and k.id = new.school_class_id and k.school_year_id = new.school_year_id`,
  },
  {
    table: 'thread',
    columns: ['school_id', 'child_id', 'school_class_id'],
    to: `public.child c where c.id = new.child_id and c.school_id = new.school_id
      and c.school_class_id = new.school_class_id and c.municipality_id = new.municipality_id`,
  },
];

const people = Object.values(hats)
  .map((hat) => `'${hat}'`)
  .join(', ');

/**
 * The functions run with the writer's own rights, so that a child out of sight fits as little as one that is not there;
 * after the row, so that row security speaks first: the municipality is its own. The owner, who brings in what was, is
 * not asked.
 */
const fitting = ({ table, columns, to }: Fit): readonly string[] => [
  `create or replace function scope.${table}_fits() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from ${to}) then
    raise check_violation using message = 'the row does not fit its child', constraint = '${table}_fits',
      table = '${table}';
  end if;
  return null;
end $$;`,
  `create or replace trigger "${table}_fits" after insert or update of ${columns.join(', ')} on public.${table}
  for each row when (current_user in (${people})) execute function scope.${table}_fits()`,
];

export const fittingTriggers: readonly string[] = fits.flatMap(fitting);
