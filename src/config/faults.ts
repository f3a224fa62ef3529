import { flag } from './environment.js';

/** What says who vouches for viewers. */
const ofIssuers = ['IDPORTEN_ISSUER', 'IDPORTEN_AUDIENCE', 'FEIDE_ISSUER', 'FEIDE_AUDIENCE'] as const;

/** The program as a client of the issuers: its id, and one of the ways to prove it. */
const ofClients = [
  ['IDPORTEN_CLIENT_ID', 'IDPORTEN_CLIENT_SECRET', 'IDPORTEN_CLIENT_KEY'],
  ['FEIDE_CLIENT_ID', 'FEIDE_CLIENT_SECRET'],
] as const;

/** What must be set where the demo is off, and the demo brings along. */
const broughtByDemo = ['IDENTITY_KEY', ...ofIssuers] as const;

/** What no variable shows by itself; told together with the others, so that one start shows all that is wrong. */
export function faultsTogether(given: NodeJS.ProcessEnv): string[] {
  const { production, demo } = modeOf(given);
  const faults = demo
    ? []
    : broughtByDemo.filter((name) => !given[name]).map((name) => `${name}: must be set when DEMO is off`);
  if (demo && production)
    faults.push(
      'DEMO: the stand-in issuers and synthetic people can not be switched on together with NODE_ENV=production',
    );
  if (demo && !production) faults.push(...issuersInDemo(given));
  if (/^(?:warn|require)$/.test(given.TRUSTED_DOCUMENTS ?? '') && !given.TRUSTED_DOCUMENTS_FILE)
    faults.push('TRUSTED_DOCUMENTS_FILE: must be set where TRUSTED_DOCUMENTS is warn or require');
  faults.push(...clientFaults(given, production));
  const [one, other] = given.DATABASE_URL
    ? ['DATABASE_OWNER_URL', 'DATABASE_URL']
    : ['DATABASE_URL', 'DATABASE_OWNER_URL'];
  if (given[other] && !given[one]) faults.push(`${one}: must be set together with ${other}`);
  return faults;
}

/**
 * Real issuers beside the stand-ins are never meant: the demo would pass over them and let in whoever its own vouch for.
 * Most likely NODE_ENV was forgotten.
 */
function issuersInDemo(given: NodeJS.ProcessEnv): string[] {
  const named = ofIssuers.filter((name) => given[name]);
  if (named.length === 0) return [];
  return [
    `NODE_ENV: must be production where ${named.join(', ')} ${named.length > 1 ? 'are' : 'is'} set, or the program would start as the demo, with stand-in issuers and synthetic people; DEMO=false switches those off elsewhere`,
  ];
}

/** Half a client signs nobody in, and an issuer sends browsers back to a known address alone. */
function clientFaults(given: NodeJS.ProcessEnv, production: boolean): string[] {
  const faults: string[] = [];
  for (const [id, ...proofs] of ofClients) {
    const proven = proofs.filter((name) => given[name]);
    if (given[id] && proven.length !== 1)
      faults.push(`${id}: must be set together with ${proofs.join(' or ')}`);
    if (!given[id] && proven.length > 0) faults.push(`${proven.join(', ')}: must be set together with ${id}`);
    if (given[id] && !given.PUBLIC_URL) faults.push(`PUBLIC_URL: must be set together with ${id}`);
  }
  const open = /^http:\/\/(?!localhost[:/]|127\.|\[::1\])/i.test(`${given.PUBLIC_URL ?? ''}/`);
  if (production && open) faults.push('PUBLIC_URL: must begin with https:// in production');
  return faults;
}

/** Whether this is production, and whether the demo is on. */
export function modeOf(given: NodeJS.ProcessEnv): { production: boolean; demo: boolean } {
  const production = given.NODE_ENV === 'production';
  return { production, demo: flag.safeParse(given.DEMO).data ?? !production };
}
