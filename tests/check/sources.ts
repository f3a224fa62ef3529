import { readdir, readFile } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';

/** The text of every TypeScript file below these folders, by its path from the root. */
export async function sources(folders: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const folder of folders)
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
      if (entry.isFile() && /\.tsx?$/.test(entry.name)) {
        const path = join(entry.parentPath, entry.name);
        found.set(path.split(sep).join(posix.sep), await readFile(path, 'utf8'));
      }
  return found;
}
