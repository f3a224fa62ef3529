/** A synthetic person whom a stand-in issuer can sign in. */
export interface StandInPerson {
  /** The word for `npm run token -- <who>`, such as `guardian` or `contact-teacher`. */
  readonly who: string;
  readonly name: string;
  /** What this person is there to show, in one line. */
  readonly about: string;
  readonly municipality: string;
  readonly account:
    | { readonly issuer: 'idporten'; readonly pid: string; readonly level: 'substantial' | 'high' }
    | { readonly issuer: 'feide'; readonly subject: string; readonly principalName: string };
}
