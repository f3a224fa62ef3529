import validator from '@navikt/fnrvalidator';

/**
 * Whether a value is a fødselsnummer or D-number of eleven digits with right check digits, under the rules of today
 * and of 2032. Tenor's synthetic numbers pass only with `allowSynthetic`; H-numbers never, as no issuer sends them.
 */
export function isIdentityNumber(value: unknown, allowSynthetic: boolean): value is string {
  if (typeof value !== 'string') return false;
  const result = validator.idnr(value);
  if (result.status !== 'valid') return false;
  switch (result.type) {
    case 'fnr':
    case 'dnr':
      return true;
    case 'tnr':
    case 'dnr-and-tnr':
      return allowSynthetic;
    default:
      return false;
  }
}
