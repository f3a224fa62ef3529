import { deep } from './deep.js';
import { large } from './large.js';
import type { Hostile } from './writing.js';
import { wrong } from './wrong.js';

/** Documents that would cost more than they may, each with the code it is refused with, whatever the schema. */
export const hostileDocuments: readonly Hostile[] = [...deep, ...large, ...wrong];
