import type { Claimant } from '../identity/claimant.js';

/** Turns an Authorization header into who is asking: undefined without one, a Refusal for a bad token. */
export interface Verifier {
  verify(authorization: string | undefined): Promise<Claimant | undefined>;
}
