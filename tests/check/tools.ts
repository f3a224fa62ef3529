import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Check } from './check.js';

/** Biome's rules and format, as `biome.json` has them. */
export const lint: Check = {
  name: 'lint and format',
  remedy: 'npm run format mends the format and the simple faults; the rest is by hand.',
  find: async () => {
    const said = await faultsOfTool('biome', [
      'ci',
      '--colors=off',
      '--max-diagnostics=40',
      '--reporter=concise',
      '.',
    ]);
    return said.map((text) => faultLines(text) || text);
  },
};

/** Biome's lines that name a file, without the frame that it puts around them. */
const faultLines = (text: string) => text.match(/^\s*[×!i] \S+: .*$/gm)?.join('\n');

/** The strict compiler, over everything that is committed, and over what runs in browsers as they know the world. */
export const types: Check = {
  name: 'types',
  remedy: 'mend what the compiler names.',
  find: async () => {
    const faults: string[] = [];
    for (const project of ['tsconfig.json', 'src/client', 'src/pages'])
      faults.push(...(await faultsOfTypes(project)));
    return faults;
  },
};

const faultsOfTypes = (project: string) =>
  faultsOfTool('tsc', ['-p', project, '--noEmit', '--incremental', 'false', '--pretty', 'false']);

/** Runs a tool of the project's own; what it said is the fault when it does not end with 0. */
function faultsOfTool(tool: string, args: readonly string[]): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const command = join('node_modules', '.bin', process.platform === 'win32' ? `${tool}.cmd` : tool);
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (said += piece));
    child.once('error', reject);
    child.once('close', (status) =>
      resolve(status === 0 ? [] : [said.trim() || `${tool} ended with ${status}`]),
    );
  });
}
