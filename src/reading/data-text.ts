import type { Plan } from './plan.js';

/** JSON for a value that only executing the operation can judge; no key that a client names has a space in it. */
export const MISSING = '{"> missing":null}';

/**
 * Whose record a row is, for the access log alone: within JSON, no text has quotes without a backslash. What the client
 * left out under a condition may be all else, so that no comma follows.
 */
const subjects = /"> subject \w+":(?:"[^"]*"|null),?/g;

/** Nothing was found at the one root, whose key has at most 63 letters. */
const nothing = /^\{"\w+":null\}$/;
const NOTHING_MOST = 80;

/** The data of an answer as the database wrote it, to be sent as it is. */
export class DataText {
  readonly json: string;

  /** @param sensitive the types whose subjects stand in it for the access log. */
  constructor(written: string, { sensitive }: Pick<Plan, 'sensitive'>) {
    const json = sensitive.length > 0 ? written.replace(subjects, '') : written;
    // PostgreSQL writes each row of a list on a line of its own; within JSON's strings no line ends.
    this.json = json.replaceAll(', \n ', ',');
  }

  /** Whether nothing was found, which is an error of the field that asked. */
  get isNothing(): boolean {
    return this.json.length < NOTHING_MOST && nothing.test(this.json);
  }

  /** Whether every value is there that must be. */
  get isWhole(): boolean {
    return !this.json.includes(MISSING);
  }
}
