import type { PolicyDef } from '@mikro-orm/core';

/** The database roles that an operation can run as; the kind of token picks one. */
export const hats = {
  guardian: 'skolegraf_guardian',
  pupil: 'skolegraf_pupil',
  staff: 'skolegraf_staff',
  municipality: 'skolegraf_municipality',
  machine: 'skolegraf_machine',
  events: 'skolegraf_events',
} as const;

export type Hat = keyof typeof hats;

/** What a session's scope can reach: each is a function `scope.<reach>()` that gives an array of ids. */
export type Reach =
  | 'municipality_ids'
  | 'person_ids'
  | 'child_ids'
  | 'family_school_ids'
  | 'school_ids'
  | 'work_school_ids'
  | 'contact_child_ids'
  | 'taught_child_ids'
  | 'group_ids'
  | 'sfo_school_ids'
  | 'sfo_child_ids'
  | 'admin_municipality_ids'
  | 'register_municipality_ids'
  | 'record_municipality_ids'
  | 'audit_municipality_ids'
  | 'known_person_ids'
  | 'reached_guardian_ids'
  | 'thread_ids'
  | 'started_thread_ids';

type Command = NonNullable<PolicyDef['command']>;

const everyHat: readonly Hat[] = ['guardian', 'pupil', 'staff', 'municipality', 'machine', 'events'];

/** The one shape that PostgreSQL evaluates once per statement and still matches against an index. */
export const within = (column: string, reach: Reach): string =>
  `${column} = any((select scope.${reach}())::uuid[])`;

/** One plain arm of a policy: who sees a row whose column is within which reach. */
export interface Arm {
  readonly hats: readonly Hat[];
  readonly column: string;
  readonly reach: Reach;
}

const plainArm = /^(\w+) = any\(\(select scope\.(\w+)\(\)\)::uuid\[\]\)$/;

/**
 * The arms by which people see a table's rows; undefined where nobody does, or where a policy is of another shape, so
 * that nobody could tell at once who sees a row.
 */
export function armsOf(policies: readonly PolicyDef[]): readonly Arm[] | undefined {
  const reading = policies.filter(
    ({ command = 'all', name }) =>
      (command === 'select' || command === 'all') && name !== 'within_municipality',
  );
  const arms = reading.map(armOf).filter((arm) => arm !== undefined);
  return arms.length > 0 && arms.length === reading.length ? arms : undefined;
}

function armOf({ using, type, roles = [] }: PolicyDef): Arm | undefined {
  if (type === 'restrictive') return undefined;
  const [, column, reach] = (typeof using === 'string' && plainArm.exec(using)) || [];
  if (!column || !reach) return undefined;
  const wearers = [roles].flat();
  const worn = (Object.keys(hats) as Hat[]).filter((hat) => wearers.includes(hats[hat]));
  return { hats: worn, column, reach: reach as Reach };
}

/** No row of another municipality, whatever any other policy says. */
export const withinMunicipality = (column = 'municipality_id'): PolicyDef => ({
  name: 'within_municipality',
  type: 'restrictive',
  command: 'all',
  roles: everyHat.map((hat) => hats[hat]),
  using: within(column, 'municipality_ids'),
  check: within(column, 'municipality_ids'),
});

function arm(command: Command, wearers: readonly Hat[], column: string, reach: Reach): PolicyDef {
  const condition = within(column, reach);
  return {
    // PostgreSQL cuts names at 63 bytes.
    name: `${wearers.length > 2 ? 'people' : wearers.join('_')}_${command}_${reach}`,
    command,
    roles: wearers.map((hat) => hats[hat]),
    ...(command === 'insert' ? {} : { using: condition }),
    ...(command === 'insert' || command === 'update' ? { check: condition } : {}),
  };
}

/** These hats see the rows whose column is within the reach. */
export const reads = (wearers: Hat | readonly Hat[], column: string, reach: Reach): PolicyDef =>
  arm('select', [wearers].flat(), column, reach);

/** These hats add rows whose column is within the reach. */
export const adds = (wearers: Hat | readonly Hat[], column: string, reach: Reach): PolicyDef =>
  arm('insert', [wearers].flat(), column, reach);

/** These hats change rows whose column is within the reach, before and after. */
export const changes = (wearers: Hat | readonly Hat[], column: string, reach: Reach): PolicyDef =>
  arm('update', [wearers].flat(), column, reach);

/** The same policy, for rows alone that have a second column within a second reach, such as the writer's own name. */
export function also(policy: PolicyDef, column: string, reach: Reach): PolicyDef {
  const { using, check } = policy;
  const condition = within(column, reach);
  return {
    ...policy,
    ...(using === undefined ? {} : { using: `${using} and ${condition}` }),
    ...(check === undefined ? {} : { check: `${check} and ${condition}` }),
  };
}

/** A municipal employee may also work at a school, so that the school's arms hold for both hats. */
export const atSchool: readonly Hat[] = ['staff', 'municipality'];

/** Those who write to each other about a child. */
export const homeAndSchool: readonly Hat[] = ['guardian', ...atSchool];

/** Guardians of the child, and the child itself. */
export const family: readonly Hat[] = ['guardian', 'pupil'];

/** A protected address exists for the school office alone; to these hats it is as if there were none. */
export const unlessProtected = (wearers: readonly Hat[]): PolicyDef => ({
  name: 'unless_protected',
  type: 'restrictive',
  command: 'select',
  roles: wearers.map((hat) => hats[hat]),
  using: "protection = 'NONE'::text",
});
