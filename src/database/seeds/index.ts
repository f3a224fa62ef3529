export { standInPeople } from './people.js';
export { AlreadySeeded, type Report, type SeedOptions, type SeedSummary, seed } from './seed.js';
export type { Size } from './sizes.js';
