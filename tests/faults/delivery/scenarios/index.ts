import type { Scenario } from '../scenario.js';
import { brokenSequencing } from './broken-sequencing.js';
import { deafSockets } from './deaf-sockets.js';
import { expiredTokens } from './expired-tokens.js';
import { frozenNode } from './frozen-node.js';
import { killedDatabase } from './killed-database.js';
import { killedNodes } from './killed-nodes.js';
import { lostAccess } from './lost-access.js';
import { lostWakeUps } from './lost-wake-ups.js';
import { openTransactions } from './open-transactions.js';
import { randomResumption } from './random-resumption.js';
import { restoredBackup } from './restored-backup.js';
import { rollingRestart } from './rolling-restart.js';
import { twoNodes } from './two-nodes.js';

/** Every scenario of `npm run faults`, in the order of the targets. */
export const scenarios: readonly Scenario[] = [
  killedNodes,
  brokenSequencing,
  frozenNode,
  killedDatabase,
  lostWakeUps,
  openTransactions,
  randomResumption,
  deafSockets,
  rollingRestart,
  restoredBackup,
  expiredTokens,
  lostAccess,
  twoNodes,
];
