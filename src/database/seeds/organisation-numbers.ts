import { checkDigit } from './identity-numbers.js';

const WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2];
/** Synthetic organisations have numbers that begin with 31 (Tenor); real ones begin with 8 or 9. */
const FIRST_SYNTHETIC = 31_000_000;

/** The synthetic organisation number after the given place in the row; valid by its check digit. */
export function organisationNumber(place: number): string {
  for (let eight = FIRST_SYNTHETIC + place * 37; ; eight++) {
    const digit = checkDigit(String(eight), WEIGHTS);
    if (digit < 10) return `${eight}${digit}`;
  }
}
