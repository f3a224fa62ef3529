import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// All that the program is made of is compiled by Node once and not at every start, which is a third of the time that a
// start takes. It has to be said before anything else is loaded. Where the folder can't be written, nothing is kept.
enableCompileCache(fileURLToPath(new URL('../.compiled', import.meta.url)));

await import('./run.js');
