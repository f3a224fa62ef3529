/** Opens sockets that subscribe, each with the next of these headers in turn. */
export interface Open {
  readonly open: { readonly port: number; readonly headers: readonly string[]; readonly sockets: number };
}

/** Asks how far the message of a number has come. */
export interface Reached {
  readonly reached: number;
}

export interface Reach {
  /** How many sockets have it. */
  readonly count: number;
  /** When the latest of them got it, by the shared clock. */
  readonly last: number;
}

/** Asks how many messages have been heard since the last report. */
export interface All {
  readonly all: true;
}

/** Asks for all that was heard, and forgets it. */
export interface Report {
  readonly report: true;
}

/** When each socket got the message of a number; and one frame as it came. */
export interface Receipts {
  readonly receipts: readonly (readonly [number, readonly number[]])[];
  readonly sample: string;
}

export type Question = Open | Reached | All | Report;

/** What every message that is counted says before its number. */
export const MARK = 'Beskjed ';
/** How many digits a number is written with, so that all frames are of one size. */
export const DIGITS = 8;

export const numbered = (number: number): string => `${MARK}${String(number).padStart(DIGITS, '0')}`;

export const SUBSCRIPTION = 'subscription Heard { messageReceived { id text sentAt thread { id subject } } }';
