import { Absence } from './absence.js';
import { AccessBlock } from './access-block.js';
import { AccessLogEntry } from './access-log-entry.js';
import { BrowserSession } from './browser-session.js';
import { Child } from './child.js';
import { ChildAddress } from './child-address.js';
import { ChildNameToken } from './child-name-token.js';
import { CompositeGroup } from './composite-group.js';
import { CompositeGroupPart } from './composite-group-part.js';
import { ContactTeacher } from './contact-teacher.js';
import { Employment } from './employment.js';
import { Enrolment } from './enrolment.js';
import { Event } from './event.js';
import { FeideAccount } from './feide-account.js';
import { Grade } from './grade.js';
import { Guardianship } from './guardianship.js';
import { IdempotencyKey } from './idempotency-key.js';
import { IdentityNumber } from './identity-number.js';
import { Message } from './message.js';
import { Municipality } from './municipality.js';
import { Person } from './person.js';
import { PersonContact } from './person-contact.js';
import { School } from './school.js';
import { SchoolClass } from './school-class.js';
import { SchoolYear } from './school-year.js';
import { SfoAttendance } from './sfo-attendance.js';
import { SfoGroup } from './sfo-group.js';
import { SfoPlacement } from './sfo-placement.js';
import { TeachingGroup } from './teaching-group.js';
import { TeachingGroupMember } from './teaching-group-member.js';
import { TeachingGroupTeacher } from './teaching-group-teacher.js';
import { Thread } from './thread.js';
import { ThreadParticipant } from './thread-participant.js';

/** Every table of the product. */
export const entities = [
  Municipality,
  School,
  SchoolYear,
  SchoolClass,
  TeachingGroup,
  TeachingGroupMember,
  TeachingGroupTeacher,
  CompositeGroup,
  CompositeGroupPart,
  SfoGroup,
  Person,
  PersonContact,
  IdentityNumber,
  Child,
  ChildAddress,
  ChildNameToken,
  Enrolment,
  Guardianship,
  AccessBlock,
  Employment,
  ContactTeacher,
  Absence,
  Grade,
  SfoPlacement,
  SfoAttendance,
  Thread,
  ThreadParticipant,
  Message,
  AccessLogEntry,
  Event,
  IdempotencyKey,
  FeideAccount,
  BrowserSession,
] as const;
