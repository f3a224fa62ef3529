import type { Role } from '../../src/identity/roles.js';

/** The roles that a rule lets through; a viewer with several roles needs one of them. */
export type Allowed = ReadonlySet<Role>;

/** Who may ask for what: type → field (or `*` for every other field of the type) → roles. */
export type AccessTable = Readonly<Record<string, Readonly<Record<string, Allowed>>>>;

/** Lets through whoever has one of these roles. */
export const anyOf = (...allowed: readonly Role[]): Allowed => new Set(allowed);

export const family = ['guardian', 'pupil'] as const;
/** Those who keep a school's whole register and record. */
export const schoolLead = ['principal', 'schoolOffice'] as const;
export const school = ['teacher', ...schoolLead] as const;
export const sfo = ['sfoStaff', 'sfoLeader'] as const;
export const municipality = ['municipalAdmin', 'archivist', 'dataProtectionOfficer'] as const;
export const people = [...family, ...school, ...sfo, ...municipality] as const;
