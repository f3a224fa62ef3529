import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { StartFailure } from '../errors/start-failure.js';

/**
 * What the file `.env` of the working folder sets; nothing where there is none.
 * @throws StartFailure CONFIG_INVALID for a file that can't be read, or a line that Node would pass over.
 */
export function envFile(): NodeJS.Dict<string> {
  if (!existsSync('.env')) return {};
  const text = textOf();
  const line = strayLine(text);
  if (line > 0)
    throw new StartFailure('CONFIG_INVALID', `.env: line ${line} is neither NAME=value nor a # comment`);
  return parseEnv(text);
}

function textOf(): string {
  try {
    return readFileSync('.env', 'utf8');
  } catch (error) {
    throw new StartFailure(
      'CONFIG_INVALID',
      `.env: can not be read (${(error as NodeJS.ErrnoException).code})`,
    );
  }
}

/** The first line that Node would pass over in silence, from 1; 0 where there is none. Quoted values span lines. */
function strayLine(text: string): number {
  const assignment = /^[ \t]*(?:export[ \t]+)?[A-Za-z_]\w*[ \t]*=[ \t]*(?:"[^"]*"|'[^']*'|`[^`]*`|[^\n]*)/gm;
  const rest = text.replace(assignment, (found) => found.replace(/[^\n]+/g, ''));
  return rest.split('\n').findIndex((line) => !/^\s*(?:#.*)?$/.test(line)) + 1;
}
