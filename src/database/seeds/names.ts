import { Sex } from '../../../entities/codes/person.js';
import { families, type Heritage, heritages } from './heritages.js';
import type { Random } from './random.js';

/** A name that hangs together: given and family name of one origin. */
export interface FullName {
  readonly givenName: string;
  readonly familyName: string;
}

/** Short names come before a hyphen, such as `Ole-Martin`; longer ones stand alone. */
const LONGEST_BEFORE_HYPHEN = 3;

/** The origin of a family's names, drawn by how common it is in the municipality. */
export function drawHeritage(random: Random, samiShare: number): Heritage {
  if (random.chance(samiShare)) return families.sami;
  return random.weighted(heritages);
}

/** A given name; one in eight Norwegian names is double. */
export function givenName(random: Random, heritage: Heritage, sex: Sex): string {
  const list = sex === Sex.FEMALE ? heritage.female : heritage.male;
  const first = random.pick(list);
  if (!heritage.doubleNames || !random.chance(0.12)) return first;
  const second = random.pick(list);
  if (second.includes(first) || first.includes(second)) return first;
  return first.length <= LONGEST_BEFORE_HYPHEN ? `${first}-${second}` : `${first} ${second}`;
}

export function familyName(random: Random, heritage: Heritage): string {
  return random.pick(heritage.family);
}
