import { type AccessTable, anyOf, family, people, school, schoolLead, sfo } from './table.js';

/** Adults: who is responsible for a child, how they are reached, and who is kept out. */
export const guardianAccess = {
  Person: {
    '*': anyOf(...people),
    contact: anyOf('guardian', ...school, ...sfo, 'municipalAdmin', 'archivist', 'dataProtectionOfficer'),
    identityNumber: anyOf(
      'guardian',
      ...school,
      ...sfo,
      'municipalAdmin',
      'archivist',
      'dataProtectionOfficer',
    ),
    employments: anyOf(...school, ...sfo, 'municipalAdmin', 'archivist', 'dataProtectionOfficer'),
  },
  PersonContact: {
    '*': anyOf('guardian', ...school, ...sfo, 'municipalAdmin', 'archivist', 'dataProtectionOfficer'),
  },
  Guardianship: {
    '*': anyOf(...family, ...school, ...sfo, 'municipalAdmin', 'archivist'),
    parentalResponsibility: anyOf(...schoolLead, 'municipalAdmin', 'archivist'),
    access: anyOf(...schoolLead, 'municipalAdmin', 'archivist'),
    origin: anyOf(...schoolLead, 'municipalAdmin', 'archivist'),
    blocks: anyOf(...schoolLead, 'municipalAdmin'),
  },
  AccessBlock: { '*': anyOf(...schoolLead, 'municipalAdmin') },
  Employment: { '*': anyOf(...school, ...sfo, 'municipalAdmin', 'archivist', 'dataProtectionOfficer') },
  Mutation: {
    correctMyContactDetails: anyOf('guardian'),
    blockGuardian: anyOf(...schoolLead),
    liftGuardianBlock: anyOf(...schoolLead),
  },
  CorrectMyContactDetailsPayload: { '*': anyOf('guardian') },
  BlockGuardianPayload: { '*': anyOf(...schoolLead) },
  LiftGuardianBlockPayload: { '*': anyOf(...schoolLead) },
} satisfies AccessTable;
