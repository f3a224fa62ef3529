import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { presentText, writtenPages } from './pages.js';

for (const { path, text } of writtenPages()) {
  await writeFile(path, await text(await presentText(path)));
  process.stdout.write(`Wrote ${path}.\n`);
}
