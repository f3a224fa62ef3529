import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What the pages are made of; the lock file stands for the packages. */
const made = [
  'src/pages',
  'src/client',
  'src/http/docs/value-at.ts',
  'src/start/build-pages.ts',
  'package-lock.json',
];
const sources = 'src/pages';
const place = join('dist', 'pages');
const stampFile = 'stamp';

/** Builds the pages' scripts and styles with Vite, where they are not built from what stands there now. */
const stamp = await stampOf(made);
if ((await readFile(join(place, stampFile), 'utf8').catch(() => '')) !== stamp) await build(stamp);

/** Built aside and put in place at once, so that nobody is served half of it. */
async function build(stamp: string): Promise<void> {
  const aside = `${place}.${process.pid}`;
  const { build: bundle } = await import('vite');
  await bundle({
    root: sources,
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      outDir: join(process.cwd(), aside),
      emptyOutDir: true,
      manifest: 'manifest.json',
      // A file of its own for every style and font: the pages' policy wants none in an address.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 8_000,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: (await entries()).map((name) => join(sources, name)) },
    },
  });
  await zip(join(aside, 'assets'));
  await writeFile(join(aside, stampFile), stamp);
  await rm(place, { recursive: true, force: true });
  // Somebody else may have built the same at the same time.
  await rename(aside, place).catch(() => rm(aside, { recursive: true, force: true }));
}

/** Scripts, styles and images that lie in the folder itself are what pages ask for by name. */
async function entries(): Promise<string[]> {
  return (await readdir(sources)).filter((name) => /\.(?:tsx?|css|svg)$/.test(name));
}

async function zip(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (/\.(?:js|css|svg)$/.test(name))
      await writeFile(join(folder, `${name}.gz`), gzipSync(await readFile(join(folder, name))));
}

async function stampOf(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths)
    for (const file of await filesOf(path)) hash.update(`${file}\0`).update(await readFile(file));
  return hash.digest('hex');
}

async function filesOf(path: string): Promise<string[]> {
  const found = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => undefined);
  if (!found) return [path];
  return found.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : [])).sort();
}
