import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import type { Check } from './check.js';
import { importRules } from './floors.js';
import { sources } from './sources.js';

/** Imports go one way through the rooms, and the environment has one reader. */
export const imports: Check = {
  name: 'imports',
  remedy:
    'move what both need a floor down (tests/check/floors.ts has the floors), or pass it as an argument.',
  find: async () => importFaults(await sources(['entities', 'resolvers', 'schema', 'src'])),
};

/**
 * Every import that the rules forbid, imports of types included.
 * @param files text by path from the root, `src/main.ts`.
 */
export async function importFaults(files: ReadonlyMap<string, string>): Promise<string[]> {
  const skeleton = await mkdtemp(join(tmpdir(), 'skolegraf-imports-'));
  try {
    for (const [path, text] of files) {
      const copy = join(skeleton, built(path));
      await mkdir(dirname(copy), { recursive: true });
      await writeFile(copy, importsOf(text));
    }
    return [...(await cruised(skeleton)), ...environmentFaults(files)];
  } finally {
    await rm(skeleton, { recursive: true, force: true });
  }
}

const built = (path: string) => path.replace(/\.tsx?$/, '.js');

/**
 * A file's imports alone, as JavaScript. dependency-cruiser reads TypeScript up to 6, and the built files no longer
 * have the imports of types, which count here: a type that comes from above ties the floors together as well.
 */
function importsOf(text: string): string {
  const specifiers = [...text.matchAll(/^(?:import |(?:import|export|\}) (?:.* )?from )'([^'\n]+)'/gm)];
  const called = [...text.matchAll(/\b(?:import|require)\('([^'\n]+)'\)/g)];
  return [...specifiers, ...called]
    .filter(([, specifier]) => !specifier?.endsWith('.css'))
    .map(([, specifier]) => `import '${specifier}';\n`)
    .join('');
}

async function cruised(baseDir: string): Promise<string[]> {
  const { output } = await cruise(['.'], { baseDir, validate: true, ruleSet: { forbidden: importRules } });
  const { modules, summary } = output as ICruiseResult;
  const lost = modules.flatMap((module) =>
    module.dependencies
      .filter(({ couldNotResolve, module: to }) => couldNotResolve && to.startsWith('.'))
      .map(({ module: to }) => `${source(module.source)} imports ${to}, which is not there`),
  );
  const broken = summary.violations.map(({ rule, from, to, cycle }) => {
    const way = cycle ? cycle.map(({ name }) => name) : [to];
    return `${rule.name}: ${[from, ...way].map(source).join(' → ')}`;
  });
  return [...lost, ...broken].sort();
}

const source = (path: string) => path.replace(/\.js$/, '.ts');

function environmentFaults(files: ReadonlyMap<string, string>): string[] {
  return [...files]
    .filter(
      ([path, text]) =>
        path !== 'src/config.ts' &&
        /\bprocess\s*\.\s*env\b|\bprocess\s*\[|\benv\b[^'\n]*'node:process'/.test(text),
    )
    .map(([path]) => `only src/config.ts reads the environment: ${path}`);
}
