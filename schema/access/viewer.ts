import { type AccessTable, anyOf, people, school, sfo } from './table.js';

/** The viewer's own view, and the log of who has looked. */
export const viewerAccess = {
  Query: { viewer: anyOf(...people), accessLog: anyOf('dataProtectionOfficer'), limits: anyOf(...people) },
  Limits: { '*': anyOf(...people) },
  Viewer: {
    '*': anyOf(...people),
    employments: anyOf(...school, ...sfo, 'municipalAdmin', 'archivist', 'dataProtectionOfficer'),
  },
  AccessLogEntry: { '*': anyOf('dataProtectionOfficer') },
  UserError: { '*': anyOf(...people) },
} satisfies AccessTable;
