import type { RateSettings } from '../../config.js';

/** From which purse a request was paid, and what is left in it. */
export interface Standing {
  readonly purse: keyof RateSettings;
  readonly limit: number;
  readonly left: number;
  /** Seconds until it is full again. */
  readonly fullIn: number;
  /** Whether there was not enough in it. */
  readonly isEmpty: boolean;
  /** Takes more out of the same purse, for what has turned out dear. */
  charge(points: number): void;
}
