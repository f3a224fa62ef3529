import { Sex } from '../../../entities/codes/person.js';

const FIRST_WEIGHTS = [3, 7, 6, 1, 8, 9, 4, 5, 2];
const SECOND_WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
/** Added to the month in synthetic numbers (Tenor), so that they can't belong to anybody. */
const SYNTHETIC_MONTH = 80;

/** Gives synthetic national identity numbers that match birth date and sex, each once. */
export class IdentityNumbers {
  private readonly next = new Map<string, number>();
  private readonly taken: Set<string>;

  /** @param taken numbers that are in use already. */
  constructor(taken: Iterable<string> = []) {
    this.taken = new Set(taken);
  }

  /** @throws RangeError when all numbers of that date and sex are used. */
  issue(birthDate: string, sex: Sex): string {
    const [first, last] = individualNumbers(birthDate);
    const key = `${birthDate}${sex}`;
    for (let individual = this.next.get(key) ?? first; individual <= last; individual++) {
      const number = identityNumber(birthDate, sex, individual);
      if (number === undefined || this.taken.has(number)) continue;
      this.next.set(key, individual + 1);
      this.taken.add(number);
      return number;
    }
    throw new RangeError(`no identity number is left for ${birthDate}`);
  }
}

/** The three digits that tell people of one birth date apart, by century of birth. */
function individualNumbers(birthDate: string): readonly [number, number] {
  return birthDate < '2000' ? [0, 499] : [500, 999];
}

/** The number, or undefined where sex or check digits rule this individual number out. */
function identityNumber(birthDate: string, sex: Sex, individual: number): string | undefined {
  if ((individual % 2 === 0) !== (sex === Sex.FEMALE)) return undefined;
  const [year, month, day] = birthDate.split('-') as [string, string, string];
  const nine = `${day}${Number(month) + SYNTHETIC_MONTH}${year.slice(2)}${String(individual).padStart(3, '0')}`;
  const first = checkDigit(nine, FIRST_WEIGHTS);
  if (first > 9) return undefined;
  const second = checkDigit(`${nine}${first}`, SECOND_WEIGHTS);
  return second > 9 ? undefined : `${nine}${first}${second}`;
}

/** Modulus 11; 10 means that there is no such number. */
export function checkDigit(digits: string, weights: readonly number[]): number {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return (11 - (sum % 11)) % 11;
}
