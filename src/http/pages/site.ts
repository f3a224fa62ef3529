import type { IssuerName } from '../../identity/sign-in/issuer-name.js';
import type { StandInPerson } from '../../identity/stand-in/person.js';
import type { Figures } from '../figures.js';
import type { Visitors } from './visitors.js';

/** Who may use the playground: everybody, nobody, or those who hold one of these roles. */
export type PlaygroundAccess = 'on' | 'off' | readonly string[];

/** What the pages around the API are told. */
export interface Site {
  readonly demo: boolean;
  /** Whom the demo can sign in; nobody elsewhere. */
  readonly people: readonly StandInPerson[];
  /** Where one can sign in in a browser; none where that is off. */
  readonly issuers: readonly IssuerName[];
  readonly playground: PlaygroundAccess;
  readonly visitors: Visitors;
  /** Undefined until the live side of the node is up. */
  figures(): Figures | undefined;
}
