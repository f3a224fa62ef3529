import { fileURLToPath } from 'node:url';

const below = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The compiled program. */
export const built = below('..');
/** The benchmark's PostgreSQL, kept from run to run. */
export const dataDir = below('../../bench/.data');
/** The peers' own packages. */
export const peersDir = below('../../bench/peers');
/** Compiled neighbours of this file. */
export const beside = below;
/** Profiles, and other things to look at afterwards. */
export const resultsDir = below('../../bench/results');
/** One line for each run that was saved. */
export const historyFile = below('../../bench/history.jsonl');
/** The project. */
export const projectDir = below('../..');
/** A product of its own that has been started before. */
export const startDir = below('../../bench/.data/started');
