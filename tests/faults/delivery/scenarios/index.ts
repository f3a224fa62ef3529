import type { Scenario } from '../scenario.js';
import { killedNodes } from './killed-nodes.js';

/** Every scenario of `npm run faults`, in the order of the targets. */
export const scenarios: readonly Scenario[] = [killedNodes];
