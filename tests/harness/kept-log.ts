import { PassThrough } from 'node:stream';

/** A log for a town, of which every line is kept. */
export interface KeptLog {
  readonly log: NodeJS.WritableStream;
  /** All lines so far, as they were written. */
  text(): string;
}

export function aKeptLog(): KeptLog {
  let text = '';
  const log = new PassThrough().on('data', (lines) => {
    text += lines;
  });
  return { log, text: () => text };
}
