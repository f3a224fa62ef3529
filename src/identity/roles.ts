/** What somebody is to the schools; each has its rows in the access table. */
export const roles = [
  'guardian',
  'pupil',
  'teacher',
  'principal',
  'schoolOffice',
  'sfoStaff',
  'sfoLeader',
  'municipalAdmin',
  'archivist',
  'dataProtectionOfficer',
  'machine',
] as const;

export type Role = (typeof roles)[number];
