import { Absence } from '../../../entities/absence.js';
import { AccessBlock } from '../../../entities/access-block.js';
import { AccessLogEntry } from '../../../entities/access-log-entry.js';
import { Child } from '../../../entities/child.js';
import { ChildAddress } from '../../../entities/child-address.js';
import { ChildNameToken } from '../../../entities/child-name-token.js';
import { CompositeGroup } from '../../../entities/composite-group.js';
import { CompositeGroupPart } from '../../../entities/composite-group-part.js';
import { ContactTeacher } from '../../../entities/contact-teacher.js';
import type { Class } from '../../../entities/declare/registry.js';
import { Employment } from '../../../entities/employment.js';
import { Enrolment } from '../../../entities/enrolment.js';
import { FeideAccount } from '../../../entities/feide-account.js';
import { Grade } from '../../../entities/grade.js';
import { Guardianship } from '../../../entities/guardianship.js';
import { IdentityNumber } from '../../../entities/identity-number.js';
import { Message } from '../../../entities/message.js';
import { Municipality } from '../../../entities/municipality.js';
import { Person } from '../../../entities/person.js';
import { PersonContact } from '../../../entities/person-contact.js';
import { School } from '../../../entities/school.js';
import { SchoolClass } from '../../../entities/school-class.js';
import { SchoolYear } from '../../../entities/school-year.js';
import { SfoAttendance } from '../../../entities/sfo-attendance.js';
import { SfoGroup } from '../../../entities/sfo-group.js';
import { SfoPlacement } from '../../../entities/sfo-placement.js';
import { TeachingGroup } from '../../../entities/teaching-group.js';
import { TeachingGroupMember } from '../../../entities/teaching-group-member.js';
import { TeachingGroupTeacher } from '../../../entities/teaching-group-teacher.js';
import { Thread } from '../../../entities/thread.js';
import { ThreadParticipant } from '../../../entities/thread-participant.js';
import { Table } from './table.js';

const of =
  <T extends object>(type: Class<T>) =>
  <K extends keyof T & string>(...properties: readonly K[]) =>
    new Table(type, properties);

/** Every table that is seeded, in the order in which rows may refer to each other. */
export function createTables() {
  return {
    municipality: of(Municipality)('id', 'number', 'name', 'organisationNumber'),
    schoolYear: of(SchoolYear)('id', 'municipality', 'name', 'startsOn', 'endsOn'),
    school: of(School)('id', 'municipality', 'name', 'organisationNumber'),
    schoolClass: of(SchoolClass)('id', 'municipality', 'school', 'schoolYear', 'year', 'letter'),
    teachingGroup: of(TeachingGroup)(
      ...(['id', 'municipality', 'school', 'schoolYear', 'name', 'subjectCode', 'subjectName'] as const),
    ),
    compositeGroup: of(CompositeGroup)('id', 'municipality', 'school', 'schoolYear', 'name'),
    compositeGroupPart: of(CompositeGroupPart)(
      ...(['id', 'municipality', 'school', 'composite', 'schoolClass', 'teachingGroup'] as const),
    ),
    sfoGroup: of(SfoGroup)('id', 'municipality', 'school', 'name'),
    person: of(Person)('id', 'municipality', 'givenName', 'familyName'),
    personContact: of(PersonContact)(
      ...(['id', 'municipality', 'person', 'email', 'mobile', 'origin', 'confirmedAt'] as const),
    ),
    employment: of(Employment)('id', 'municipality', 'school', 'person', 'role', 'from', 'to'),
    contactTeacher: of(ContactTeacher)(
      ...(['id', 'municipality', 'school', 'schoolClass', 'teacher', 'kind', 'from', 'to'] as const),
    ),
    teachingGroupTeacher: of(TeachingGroupTeacher)(
      ...(['id', 'municipality', 'school', 'group', 'person', 'from', 'to'] as const),
    ),
    child: of(Child)(
      ...(['id', 'municipality', 'givenName', 'familyName', 'birthDate', 'sex', 'writtenStandard'] as const),
      ...(['nationality', 'school', 'schoolClass', 'startedOn', 'leftOn'] as const),
    ),
    childAddress: of(ChildAddress)(
      ...(['id', 'municipality', 'school', 'child', 'street', 'postalCode', 'city', 'protection'] as const),
    ),
    childNameToken: of(ChildNameToken)('id', 'municipality', 'school', 'child', 'token'),
    identityNumber: of(IdentityNumber)(
      ...(['id', 'municipality', 'school', 'person', 'child', 'sealed', 'digest'] as const),
    ),
    feideAccount: of(FeideAccount)('id', 'municipality', 'subject', 'person', 'child'),
    enrolment: of(Enrolment)(
      ...(['id', 'municipality', 'child', 'school', 'schoolYear', 'schoolClass', 'from', 'to'] as const),
    ),
    teachingGroupMember: of(TeachingGroupMember)(
      ...(['id', 'municipality', 'school', 'group', 'child', 'from', 'to'] as const),
    ),
    guardianship: of(Guardianship)(
      ...(['id', 'municipality', 'school', 'child', 'guardian', 'relationship'] as const),
      ...(['parentalResponsibility', 'access', 'from', 'to', 'origin'] as const),
    ),
    accessBlock: of(AccessBlock)(
      ...(['id', 'municipality', 'school', 'child', 'guardianship', 'reason'] as const),
      ...(['setBy', 'setAt', 'liftedBy', 'liftedAt'] as const),
    ),
    absence: of(Absence)(
      ...(['id', 'municipality', 'school', 'child', 'day', 'hours', 'reason', 'documented'] as const),
      ...(['reportedBy', 'reportedAt'] as const),
    ),
    grade: of(Grade)(
      ...(['id', 'municipality', 'school', 'child', 'schoolYear', 'group', 'subjectCode'] as const),
      ...(['subjectName', 'kind', 'term', 'value', 'setBy', 'setOn'] as const),
    ),
    sfoPlacement: of(SfoPlacement)(
      ...(['id', 'municipality', 'school', 'child', 'group', 'kind', 'status', 'from', 'to'] as const),
    ),
    sfoAttendance: of(SfoAttendance)(
      ...(['id', 'municipality', 'school', 'child', 'group', 'day'] as const),
      ...(['checkedInAt', 'checkedInBy', 'checkedOutAt', 'checkedOutBy'] as const),
    ),
    accessLogEntry: of(AccessLogEntry)(
      ...(['id', 'municipality', 'viewer', 'child', 'what', 'operation', 'requestId', 'at'] as const),
    ),
    thread: of(Thread)(
      ...(['id', 'municipality', 'school', 'schoolClass', 'child', 'subject'] as const),
      ...(['startedBy', 'startedAt', 'lastMessageAt'] as const),
    ),
    threadParticipant: of(ThreadParticipant)(
      ...(['id', 'municipality', 'thread', 'person', 'role', 'joinedAt', 'readAt'] as const),
    ),
    message: of(Message)('id', 'municipality', 'thread', 'sender', 'text', 'sentAt'),
  };
}

export type Tables = ReturnType<typeof createTables>;
