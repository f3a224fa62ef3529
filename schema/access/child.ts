import { type AccessTable, anyOf, family, people, school, schoolLead, sfo } from './table.js';

/** The child and what stands in tables of its own beside it. */
export const childAccess = {
  Query: {
    child: anyOf(...people),
    children: anyOf('municipalAdmin', 'archivist', 'dataProtectionOfficer'),
  },
  Child: {
    '*': anyOf(...people),
    nationality: anyOf(...family, ...schoolLead, 'municipalAdmin', 'archivist'),
    address: anyOf(...family, ...schoolLead, 'municipalAdmin', 'archivist'),
    identityNumber: anyOf(...schoolLead, 'archivist'),
    enrolments: anyOf(...family, ...school, 'municipalAdmin', 'archivist'),
    guardianships: anyOf(...family, ...school, ...sfo, 'municipalAdmin', 'archivist'),
    absences: anyOf(...family, ...school, ...sfo, 'archivist'),
    grades: anyOf(...family, ...school, 'archivist'),
    sfoPlacements: anyOf(...family, ...schoolLead, ...sfo, 'municipalAdmin', 'archivist'),
    sfoAttendance: anyOf(...family, ...schoolLead, ...sfo, 'archivist'),
  },
  ChildAddress: {
    '*': anyOf(...family, ...schoolLead, 'municipalAdmin', 'archivist'),
    protection: anyOf(...schoolLead),
  },
  IdentityNumber: {
    '*': anyOf('guardian', ...school, ...sfo, 'municipalAdmin', 'archivist', 'dataProtectionOfficer'),
  },
  Enrolment: { '*': anyOf(...family, ...school, 'municipalAdmin', 'archivist') },
  AccessReason: { '*': anyOf(...people) },
  Mutation: { moveChildToClass: anyOf(...schoolLead) },
  MoveChildToClassPayload: { '*': anyOf(...schoolLead) },
} satisfies AccessTable;
