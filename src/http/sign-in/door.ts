import type { IssuerClient } from '../../identity/sign-in/issuer-client.js';
import type { IssuerName } from '../../identity/sign-in/issuer-name.js';
import type { SessionWatch } from '../../identity/sign-in/session-watch.js';
import type { BrowserSessions } from '../../identity/sign-in/sessions.js';
import type { StandInPerson } from '../../identity/stand-in/person.js';
import type { Vault } from '../../identity/vault.js';
import { type CookieJar, cookieJar } from './cookies.js';

/** Where people sign in in a browser, and what it takes to know them again. */
export interface DoorParts {
  /** Where one can sign in; none where sign-in in the browser is off. */
  readonly issuers: readonly IssuerName[];
  /** The synthetic people who can sign in; undefined outside the demo. */
  readonly people: readonly StandInPerson[] | undefined;
  /** The address that browsers use, known once the program listens. */
  readonly publicUrl: Promise<string>;
  readonly sessions: BrowserSessions;
  readonly watch: SessionWatch;
  /** Seals what a browser keeps of a sign-in under way. */
  readonly vault: Vault;
  client(issuer: IssuerName): Promise<IssuerClient | undefined>;
}

export interface Door extends DoorParts {
  readonly address: Promise<{ readonly publicUrl: string; readonly jar: CookieJar }>;
}

/** @see DoorParts */
export function doorOf(parts: DoorParts): Door {
  const address = parts.publicUrl.then((publicUrl) => ({ publicUrl, jar: cookieJar(publicUrl) }));
  // Nobody may be waiting when a start is broken off.
  address.catch(() => undefined);
  return { ...parts, address };
}
