import { ObjectType, registerEnumType } from 'type-graphql';
import { Child } from '../../entities/child.js';
import { underWay } from '../../entities/declare/periods.js';
import { Impersonal } from '../../entities/declare/personal.js';
import { Few, Many } from '../../entities/declare/relations.js';
import { Employment } from '../../entities/employment.js';
import { Municipality } from '../../entities/municipality.js';
import { Person } from '../../entities/person.js';
import { School } from '../../entities/school.js';
import { SchoolClass } from '../../entities/school-class.js';
import { SfoGroup } from '../../entities/sfo-group.js';
import { TeachingGroup } from '../../entities/teaching-group.js';
import { Thread } from '../../entities/thread.js';

/** The roles of the access table, as clients read them. */
export enum ViewerRole {
  GUARDIAN = 'guardian',
  PUPIL = 'pupil',
  TEACHER = 'teacher',
  PRINCIPAL = 'principal',
  SCHOOL_OFFICE = 'schoolOffice',
  SFO_STAFF = 'sfoStaff',
  SFO_LEADER = 'sfoLeader',
  MUNICIPAL_ADMIN = 'municipalAdmin',
  ARCHIVIST = 'archivist',
  DATA_PROTECTION_OFFICER = 'dataProtectionOfficer',
  MACHINE = 'machine',
}
registerEnumType(ViewerRole, {
  name: 'ViewerRole',
  description: 'What the viewer is to the schools. Somebody with several roles sees what each of them sees.',
  valuesConfig: {
    GUARDIAN: { description: 'Has children here; signed in with ID-porten.' },
    PUPIL: { description: 'Goes to school here; signed in with Feide.' },
    TEACHER: { description: 'Teaches.' },
    PRINCIPAL: { description: 'Leads a school.' },
    SCHOOL_OFFICE: { description: 'Keeps a school’s register.' },
    SFO_STAFF: { description: 'Works in the after-school care.' },
    SFO_LEADER: { description: 'Leads the after-school care.' },
    MUNICIPAL_ADMIN: { description: 'Administers the municipality’s schools.' },
    ARCHIVIST: { description: 'Keeps the archive.' },
    DATA_PROTECTION_OFFICER: { description: 'Personvernombud.' },
    MACHINE: { description: 'A machine client, signed in with Maskinporten.' },
  },
});

const mine = (reach: string) => (_: unknown, row: { column(property: string): string }) =>
  `${row.column('id')} = any((select scope.${reach}())::uuid[])`;

/** Whoever asks, and the ways into what they may see. */
@ObjectType({ description: 'Whoever asks, and the ways into what they may see.' })
@Impersonal()
export class Viewer {
  @Few(
    () => Person,
    'The viewer’s own rows: one in each municipality that knows the person; none for a pupil.',
    {
      by: mine('person_ids'),
      order: ['familyName', 'givenName'],
      about: 1,
    },
  )
  people!: Person[];
  @Few(() => Municipality, 'The municipalities that the viewer’s access comes from.', {
    by: mine('municipality_ids'),
    order: ['name'],
    about: 1,
  })
  municipalities!: Municipality[];
  @Few(() => Child, 'A guardian’s own children, in every school and municipality; for a pupil, the pupil.', {
    by: mine('child_ids'),
    order: ['birthDate'],
  })
  children!: Child[];
  @Few(() => School, 'The schools of the viewer’s children, or where the viewer works.', {
    by: (_, row) =>
      `${row.column('id')} = any((select scope.family_school_ids() || scope.work_school_ids())::uuid[])`,
    order: ['name'],
    about: 2,
  })
  schools!: School[];
  @Few(() => SchoolClass, 'The classes that the viewer is contact teacher of today, or stands in for.', {
    by: (_, row) =>
      `exists (select from contact_teacher c where c.school_class_id = ${row.column('id')}
         and c.teacher_id = any((select scope.person_ids())::uuid[]) and ${underWay(teacher('c'), 'from', 'to')})`,
    order: ['year', 'letter'],
    about: 2,
  })
  classes!: SchoolClass[];
  @Few(() => TeachingGroup, 'The groups that the viewer teaches today.', {
    by: mine('group_ids'),
    order: ['name'],
  })
  teachingGroups!: TeachingGroup[];
  @Few(() => SfoGroup, 'The groups of the after-school care where the viewer works.', {
    by: (_, row) => `${row.column('school')} = any((select scope.sfo_school_ids())::uuid[])`,
    order: ['name'],
  })
  sfoGroups!: SfoGroup[];
  @Few(() => Employment, 'The viewer’s own work for the municipality, past and present.', {
    by: (_, row) => `${row.column('person')} = any((select scope.person_ids())::uuid[])`,
    order: ['from'],
  })
  employments!: Employment[];
  @Many(() => Thread, 'The dialogues that the viewer takes part in, those with the newest messages first.', {
    by: mine('thread_ids'),
    order: ['-lastMessageAt'],
  })
  threads!: Thread[];
}

const teacher = (alias: string) => ({
  alias,
  type: '',
  column: (property: string) => `${alias}."${property}"`,
});
