import type { Scenario } from '../scenario.js';
import { classRegister } from './class-register.js';
import { gradesOfChild } from './grades-of-child.js';
import { guardianHome } from './guardian-home.js';
import { searchChildren } from './search-children.js';
import { sfoBoard } from './sfo-board.js';

export const scenarios: readonly Scenario[] = [
  guardianHome,
  classRegister,
  sfoBoard,
  gradesOfChild,
  searchChildren,
];
