import { type AccessTable, anyOf, family, school, schoolLead, sfo } from './table.js';

/** Absence and grades. */
export const recordAccess = {
  Absence: {
    '*': anyOf(...family, ...school, ...sfo, 'archivist'),
    reason: anyOf(...family, ...school, 'archivist'),
  },
  Grade: { '*': anyOf(...family, ...school, 'archivist') },
} satisfies AccessTable;

/** The after-school care. */
export const sfoAccess = {
  Query: { sfoGroup: anyOf(...family, ...schoolLead, ...sfo, 'municipalAdmin', 'archivist') },
  Subscription: { checkInRecorded: anyOf(...family, ...schoolLead, ...sfo) },
  SfoGroup: {
    '*': anyOf(...family, ...school, ...sfo, 'municipalAdmin', 'archivist', 'dataProtectionOfficer'),
    placements: anyOf(...schoolLead, ...sfo, 'municipalAdmin', 'archivist'),
  },
  SfoPlacement: {
    '*': anyOf(...family, ...schoolLead, ...sfo, 'municipalAdmin', 'archivist'),
    today: anyOf(...family, ...schoolLead, ...sfo, 'archivist'),
  },
  SfoAttendance: { '*': anyOf(...family, ...schoolLead, ...sfo, 'archivist') },
  Mutation: { checkInChild: anyOf(...sfo), checkOutChild: anyOf(...sfo) },
  CheckInChildPayload: { '*': anyOf(...sfo) },
  CheckOutChildPayload: { '*': anyOf(...sfo) },
} satisfies AccessTable;
