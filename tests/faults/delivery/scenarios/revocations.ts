import type { Person } from '../ground/issuers.js';
import type { Home } from '../ground/village.js';
import type { Stage } from '../stage.js';

/** A way to lose access: who loses it to which home's child, and how. */
export interface Revocation {
  readonly name: string;
  readonly home: Home;
  readonly losing: readonly Person[];
  /** Whether nothing is left to them, so that their streams end. */
  readonly ends: boolean;
  /** Resolves when its commit is acknowledged. */
  revoke(): Promise<unknown>;
}

type Make = (stage: Stage, home: Home) => Omit<Revocation, 'home'>;

const YESTERDAY = 'scope.today() - 1';

const blocked: Make = (stage, { guardian, guardianship }) => ({
  name: 'blocked',
  losing: [guardian],
  ends: true,
  async revoke() {
    const input = { guardianshipId: guardianship, reason: 'SAFETY' };
    await stage.acts.do(
      await stage.token(stage.village.office),
      'blockGuardian',
      'BlockGuardianInput',
      input,
      '',
    );
  },
});

const lostCustody: Make = (stage, { guardian, guardianship }) => ({
  name: 'lost custody',
  losing: [guardian],
  ends: true,
  revoke: () => stage.sql(`update guardianship set "to" = ${YESTERDAY} where id = $1`, [guardianship]),
});

/** A class of the same school where none of the home's teachers is contact teacher. */
const otherClass = (stage: Stage, { child, teachers }: Home) =>
  stage.sql<{ id: string }>(
    `select k.id from school_class k join child c on c.id = $1 and c.school_id = k.school_id
       join school_class own on own.id = c.school_class_id and own.school_year_id = k.school_year_id
       where not exists (select from contact_teacher t where t.school_class_id = k.id and t.teacher_id = any($2))
       order by k.id limit 1`,
    [child, teachers.map(({ id }) => id)],
  );

const movedClass: Make = (stage, home) => ({
  name: 'moved class',
  losing: home.teachers,
  ends: false,
  async revoke() {
    const [target] = await otherClass(stage, home);
    const input = { childId: home.child, schoolClassId: target?.id };
    await stage.acts.do(
      await stage.token(stage.village.office),
      'moveChildToClass',
      'MoveChildToClassInput',
      input,
      '',
    );
  },
});

const movedSchool: Make = (stage, { child, teachers }) => ({
  name: 'moved school',
  losing: teachers,
  ends: false,
  revoke: () =>
    stage.sql(
      `update child c set school_id = k.school_id, school_class_id = k.id from school_class k
         where c.id = $1 and k.id = (select o.id from school_class o
           where o.municipality_id = c.municipality_id and o.school_id <> c.school_id order by o.id limit 1)`,
      [child],
    ),
});

const leftJob: Make = (stage, { teachers }) => ({
  name: 'left job',
  losing: teachers,
  ends: true,
  revoke: () =>
    stage.sql(`update employment set "to" = ${YESTERDAY} where person_id = any($1)`, [
      teachers.map(({ id }) => id),
    ]),
});

const ways = [blocked, lostCustody, movedClass, movedSchool, leftJob];

/** Each way in a home of its own, where no teacher teaches in another's. @throws Error where the village is too small. */
export function revocationsOn(stage: Stage): Revocation[] {
  const taken = new Set<string>();
  const { homes } = stage.village;
  // First those of guardians whose only child it is: a stream goes on for another one.
  const apart = homes
    .toSorted((one, other) => Number(other.isOnly) - Number(one.isOnly))
    .filter(({ teachers }) => {
      const isFree = teachers.every(({ id }) => !taken.has(id));
      for (const { id } of teachers) taken.add(id);
      return isFree;
    });
  if (apart.length < ways.length || !apart[1]?.isOnly)
    throw new Error(`the village has ${apart.length} homes that share no teacher`);
  return ways.flatMap((make, index) => {
    const home = apart[index];
    return home ? [{ home, ...make(stage, home) }] : [];
  });
}
