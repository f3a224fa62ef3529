import { spawn } from 'node:child_process';
import { type Libraries, surroundings } from './surroundings.js';

export interface Ended {
  readonly status: number | null;
  /** The last line that the program wrote, which is where PostgreSQL's programs say what went wrong. */
  readonly lastLine: string;
}

/** Runs a program in a session of its own, so that Ctrl-C in the terminal does not end it half-way. */
export function runToEnd(file: string, args: readonly string[], libraries: Libraries): Promise<Ended> {
  const child = spawn(file, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...surroundings(libraries),
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      written += text;
    });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ status: null, lastLine: error.message }));
    child.once('close', (status) => resolve({ status, lastLine: written.trim().split('\n').at(-1) ?? '' }));
  });
}
