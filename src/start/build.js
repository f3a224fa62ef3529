// Compiles the program before it starts, unless nothing has changed since it was compiled. This file itself is never
// compiled, since it runs where nothing is yet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';

const SOURCES = [
  '*.{ts,json}',
  '{entities,resolvers,schema,tests}/**/*.ts',
  'src/**/*.*',
  'bench/*.ts',
  'bench/!(peers|.data|results)/**/*.ts',
];
const COMPILED = 'dist/src/main.js';
const STAMP = 'dist/.built';

const found = stampOf(globSync(SOURCES, { exclude: ['**/node_modules/**'] }).sort());
if (!existsSync(COMPILED) || !existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== found) {
  rmSync(STAMP, { force: true });
  const { status } = spawnSync('npm run --silent build', { stdio: 'inherit', shell: true });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(STAMP, found);
}

/** Changes with every file that is added, taken away or written. */
function stampOf(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}
