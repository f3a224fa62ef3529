/** Who a verified token says is asking, before the database is asked what that person may reach. */
export type Claimant =
  | {
      readonly issuer: 'idporten';
      /** The fødselsnummer: never logged, never part of an error. */
      readonly pid: string;
      readonly level: 'substantial' | 'high';
      /** When the token ends, in seconds since 1970. */
      readonly expires: number;
    }
  | {
      readonly issuer: 'feide';
      /** Feide's `sub`, a UUID in lower case. */
      readonly subject: string;
      /** eduPersonPrincipalName, where the token carries it. */
      readonly principalName: string | undefined;
      readonly expires: number;
    };
