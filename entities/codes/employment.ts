import { registerEnumType } from 'type-graphql';

/** Values are equal to their keys: what is stored is what clients read. */
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
