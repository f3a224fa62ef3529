import { SingleBar } from 'cli-progress';

/** Where the program tells what it does while it starts. */
export interface Steps {
  /** Says that a step is done, and how long it took. */
  done(step: string): void;
  /** Shows how far a long step has come. */
  progress(done: number, total: number, what: string): void;
  say(text: string): void;
}

/** Steps as lines on a terminal: with a bar where it is one, and a line each where it is not. */
export function stepsOn(
  stream: NodeJS.WriteStream,
  clock: () => number = performance.now.bind(performance),
): Steps {
  let last = clock();
  let bar: SingleBar | undefined;
  const stop = () => {
    bar?.stop();
    bar = undefined;
  };
  return {
    done(step) {
      stop();
      const now = clock();
      stream.write(`  ✓ ${step} (${((now - last) / 1000).toFixed(2)} s)\n`);
      last = now;
    },
    progress(done, total, what) {
      if (!stream.isTTY) return;
      bar ??= started(stream, total);
      bar.update(done, { what });
      if (done >= total) stop();
    },
    say: (text) => void stream.write(`${text}\n`),
  };
}

function started(stream: NodeJS.WriteStream, total: number): SingleBar {
  const bar = new SingleBar({
    format: '  {bar} {percentage} %  {what}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
    stream,
  });
  bar.start(total, 0, { what: '' });
  return bar;
}
