import { registerEnumType } from 'type-graphql';

/** Values are equal to their keys: what is stored is what clients read. */
export enum Sex {
  FEMALE = 'FEMALE',
  MALE = 'MALE',
}
registerEnumType(Sex, {
  name: 'Sex',
  description: 'Sex in the population register.',
  valuesConfig: { FEMALE: { description: 'Kvinne.' }, MALE: { description: 'Mann.' } },
});

export enum WrittenStandard {
  BOKMAL = 'BOKMAL',
  NYNORSK = 'NYNORSK',
}
registerEnumType(WrittenStandard, {
  name: 'WrittenStandard',
  description: 'Written standard of Norwegian (målform).',
  valuesConfig: { BOKMAL: { description: 'Bokmål.' }, NYNORSK: { description: 'Nynorsk.' } },
});

export enum DataOrigin {
  REGISTER = 'REGISTER',
  CONTACT_REGISTER = 'CONTACT_REGISTER',
  SELF = 'SELF',
  SCHOOL = 'SCHOOL',
}
registerEnumType(DataOrigin, {
  name: 'DataOrigin',
  description: 'Where a value comes from.',
  valuesConfig: {
    REGISTER: { description: 'The national population register (Folkeregisteret).' },
    CONTACT_REGISTER: { description: 'The contact and reservation register (KRR).' },
    SELF: { description: 'The person.' },
    SCHOOL: { description: 'The school.' },
  },
});

export enum AddressProtection {
  NONE = 'NONE',
  CLIENT = 'CLIENT',
  CONFIDENTIAL = 'CONFIDENTIAL',
}
registerEnumType(AddressProtection, {
  name: 'AddressProtection',
  description: 'Protection of an address (adressebeskyttelse). A strictly confidential one is never stored.',
  valuesConfig: {
    NONE: { description: 'Ugradert.' },
    CLIENT: { description: 'Klientadresse.' },
    CONFIDENTIAL: { description: 'Fortrolig.' },
  },
});

export enum Relationship {
  MOTHER = 'MOTHER',
  FATHER = 'FATHER',
  CO_MOTHER = 'CO_MOTHER',
  FOSTER_PARENT = 'FOSTER_PARENT',
  OTHER = 'OTHER',
}
registerEnumType(Relationship, {
  name: 'Relationship',
  description: 'What an adult is to a child.',
  valuesConfig: {
    MOTHER: { description: 'Mor.' },
    FATHER: { description: 'Far.' },
    CO_MOTHER: { description: 'Medmor.' },
    FOSTER_PARENT: { description: 'Fosterforelder.' },
    OTHER: { description: 'Another guardian, such as a legal guardian (verge).' },
  },
});

export enum GuardianAccess {
  FULL = 'FULL',
  READ = 'READ',
  NONE = 'NONE',
}
registerEnumType(GuardianAccess, {
  name: 'GuardianAccess',
  description: 'What a guardian may do through this API.',
  valuesConfig: {
    FULL: { description: 'Reads, and acts for the child.' },
    READ: { description: 'Reads, and does not act.' },
    NONE: { description: 'Known to the school, without access here (no parental responsibility).' },
  },
});

export enum BlockReason {
  COURT_ORDER = 'COURT_ORDER',
  CHILD_WELFARE = 'CHILD_WELFARE',
  RESTRAINING_ORDER = 'RESTRAINING_ORDER',
  SAFETY = 'SAFETY',
  IDENTITY_UNCLEAR = 'IDENTITY_UNCLEAR',
}
registerEnumType(BlockReason, {
  name: 'BlockReason',
  description: 'Why a guardian’s access is blocked. A code and never free text.',
  valuesConfig: {
    COURT_ORDER: { description: 'A court has decided it.' },
    CHILD_WELFARE: { description: 'The child welfare service has decided it.' },
    RESTRAINING_ORDER: { description: 'A restraining order (besøksforbud); it is not in any register.' },
    SAFETY: { description: 'The school’s own judgement of the child’s safety.' },
    IDENTITY_UNCLEAR: { description: 'It is not certain who signs in.' },
  },
});

export enum StaffRole {
  TEACHER = 'TEACHER',
  PRINCIPAL = 'PRINCIPAL',
  SCHOOL_OFFICE = 'SCHOOL_OFFICE',
  SFO_STAFF = 'SFO_STAFF',
  SFO_LEADER = 'SFO_LEADER',
  MUNICIPAL_ADMIN = 'MUNICIPAL_ADMIN',
  ARCHIVIST = 'ARCHIVIST',
  DATA_PROTECTION_OFFICER = 'DATA_PROTECTION_OFFICER',
}
registerEnumType(StaffRole, {
  name: 'StaffRole',
  description: 'What an employee does, and so what they may see.',
  valuesConfig: {
    TEACHER: { description: 'Teaches; sees the children of own classes and groups.' },
    PRINCIPAL: { description: 'Leads a school; sees its children and their records.' },
    SCHOOL_OFFICE: { description: 'Keeps a school’s register.' },
    SFO_STAFF: { description: 'Works with the children who have a place in SFO.' },
    SFO_LEADER: { description: 'Leads SFO at a school.' },
    MUNICIPAL_ADMIN: {
      description: 'Administers the municipality’s schools; sees the register, not grades.',
    },
    ARCHIVIST: { description: 'Keeps the archive; reads the record and changes nothing.' },
    DATA_PROTECTION_OFFICER: { description: 'Personvernombud; reads the access log and the register.' },
  },
});

export enum ContactTeacherKind {
  CONTACT = 'CONTACT',
  SUBSTITUTE = 'SUBSTITUTE',
}
registerEnumType(ContactTeacherKind, {
  name: 'ContactTeacherKind',
  description: 'Whether somebody is the contact teacher or stands in.',
  valuesConfig: {
    CONTACT: { description: 'The contact teacher.' },
    SUBSTITUTE: { description: 'Stands in for a period.' },
  },
});

export enum AbsenceReason {
  ILLNESS = 'ILLNESS',
  HEALTH_APPOINTMENT = 'HEALTH_APPOINTMENT',
  LEAVE_GRANTED = 'LEAVE_GRANTED',
  LATE = 'LATE',
  UNEXPLAINED = 'UNEXPLAINED',
  OTHER = 'OTHER',
}
registerEnumType(AbsenceReason, {
  name: 'AbsenceReason',
  description: 'Why a child was away. Codes and never free text: health shows through them (GDPR article 9).',
  valuesConfig: {
    ILLNESS: { description: 'Ill.' },
    HEALTH_APPOINTMENT: { description: 'At a doctor, a dentist or another health service.' },
    LEAVE_GRANTED: { description: 'Leave that the school has granted.' },
    LATE: { description: 'Came late.' },
    UNEXPLAINED: { description: 'Nobody has said why.' },
    OTHER: { description: 'Another reason, known to the school.' },
  },
});

export enum GradeKind {
  TERM = 'TERM',
  FINAL = 'FINAL',
  EXAM = 'EXAM',
}
registerEnumType(GradeKind, {
  name: 'GradeKind',
  description: 'Which assessment a grade belongs to.',
  valuesConfig: {
    TERM: { description: 'Half-year assessment (halvårsvurdering).' },
    FINAL: { description: 'Final grade (standpunkt).' },
    EXAM: { description: 'Exam grade.' },
  },
});

export enum GradeValue {
  ONE = 'ONE',
  TWO = 'TWO',
  THREE = 'THREE',
  FOUR = 'FOUR',
  FIVE = 'FIVE',
  SIX = 'SIX',
  EXEMPT = 'EXEMPT',
  NO_BASIS = 'NO_BASIS',
  NOT_MET = 'NOT_MET',
  GOOD = 'GOOD',
  FAIRLY_GOOD = 'FAIRLY_GOOD',
  LITTLE_GOOD = 'LITTLE_GOOD',
}
registerEnumType(GradeValue, {
  name: 'GradeValue',
  description:
    'The value of a grade: 1–6 in subjects, three steps in order and behaviour, or why there is none.',
  valuesConfig: {
    ONE: { description: '1.' },
    TWO: { description: '2.' },
    THREE: { description: '3.' },
    FOUR: { description: '4.' },
    FIVE: { description: '5.' },
    SIX: { description: '6.' },
    EXEMPT: { description: 'F: exempt (fritatt).' },
    NO_BASIS: { description: 'IV: no basis for assessment (ikke vurderingsgrunnlag).' },
    NOT_MET: { description: 'IM: did not attend the exam (ikke møtt).' },
    GOOD: { description: 'G: good; order and behaviour only.' },
    FAIRLY_GOOD: { description: 'NG: fairly good; order and behaviour only.' },
    LITTLE_GOOD: { description: 'LG: little good; order and behaviour only.' },
  },
});

export enum PlacementKind {
  FULL = 'FULL',
  HALF = 'HALF',
  FREE_HOURS = 'FREE_HOURS',
}
registerEnumType(PlacementKind, {
  name: 'PlacementKind',
  description: 'How much of the week an SFO place covers.',
  valuesConfig: {
    FULL: { description: 'A full place.' },
    HALF: { description: 'A half place.' },
    FREE_HOURS: { description: 'The twelve free hours a week of years 1–3 alone.' },
  },
});

export enum PlacementStatus {
  OFFERED = 'OFFERED',
  ACTIVE = 'ACTIVE',
  TERMINATED = 'TERMINATED',
}
registerEnumType(PlacementStatus, {
  name: 'PlacementStatus',
  description: 'Where an SFO place stands.',
  valuesConfig: {
    OFFERED: { description: 'Offered, not yet accepted.' },
    ACTIVE: { description: 'Accepted.' },
    TERMINATED: { description: 'Ended, or ends on its last day.' },
  },
});

export enum AccessRule {
  GUARDIAN = 'GUARDIAN',
  SELF = 'SELF',
  SCHOOL = 'SCHOOL',
  CONTACT_TEACHER = 'CONTACT_TEACHER',
  TEACHING_GROUP = 'TEACHING_GROUP',
  SFO = 'SFO',
  MUNICIPALITY = 'MUNICIPALITY',
}
registerEnumType(AccessRule, {
  name: 'AccessRule',
  description: 'The rule by which a viewer can see a child.',
  valuesConfig: {
    GUARDIAN: { description: 'You are the child’s guardian.' },
    SELF: { description: 'You are the child.' },
    SCHOOL: { description: 'You lead the child’s school, or keep its register.' },
    CONTACT_TEACHER: { description: 'You are contact teacher of the child’s class, or stand in.' },
    TEACHING_GROUP: { description: 'You teach the child in a teaching group.' },
    SFO: { description: 'You work in the SFO where the child has a place.' },
    MUNICIPALITY: { description: 'You have a role for the whole municipality.' },
  },
});

export enum ThreadRole {
  GUARDIAN = 'GUARDIAN',
  TEACHER = 'TEACHER',
}
registerEnumType(ThreadRole, {
  name: 'ThreadRole',
  description: 'On which side somebody takes part in a thread.',
  valuesConfig: {
    GUARDIAN: { description: 'A guardian of the child.' },
    TEACHER: { description: 'Contact teacher of the child’s class, or stands in.' },
  },
});
