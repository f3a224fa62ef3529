import { once } from 'node:events';
import { readConfig } from './config.js';
import { StartFailure } from './errors/start-failure.js';
import { Interrupted, startProgram } from './program.js';
import { greeting } from './start/greeting.js';
import { onOrphaned, onSignals } from './start/signals.js';
import { stepsOn } from './start/steps.js';

/** Milliseconds that what is broken off has to end by itself. */
const BREAKING_MS = 3_000;

const steps = stepsOn(process.stdout);
const stopping = new AbortController();
const breaking = new AbortController();
let exitStatus = 0;

// A terminal that was closed, or a pipe whose reader is gone, is no reason to lose what runs.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
process.on('uncaughtException', giveUp);
onSignals(stop, () => breakOff(130));

try {
  const config = readConfig();
  if (config.underNpm) onOrphaned(() => stop('npm is gone'));
  steps.say('\nSkolegraf is starting.');
  const outside = { stopping: stopping.signal, breaking: breaking.signal, lost: giveUp };
  const program = await startProgram(config, steps, outside);
  steps.say(greeting(program.url, config));
  if (!stopping.signal.aborted) await once(stopping.signal, 'abort');
  await program.stop();
  steps.say('Stopped.');
} catch (error) {
  if (!(error instanceof Interrupted)) tell(error);
}
process.exit(exitStatus);

function stop(why: string): void {
  if (stopping.signal.aborted) return;
  steps.say(`\n${why}: finishing what is under way; a second signal breaks it off.`);
  stopping.abort();
}

function giveUp(error: unknown): void {
  tell(error);
  breakOff(exitStatus);
}

function breakOff(status: number): void {
  exitStatus = status;
  setTimeout(() => process.exit(status), BREAKING_MS);
  breaking.abort();
  stopping.abort();
}

/** One sentence on stderr, and the exit status that says the same; a stack only for what nobody foresaw. */
function tell(error: unknown): void {
  const known = error instanceof StartFailure;
  const text = known
    ? `${error.code}: ${error.message}`
    : `UNEXPECTED: ${error instanceof Error ? error.stack : error}`;
  process.stderr.write(`\nSkolegraf could not go on. ${text}\n`);
  exitStatus = known ? error.exitStatus : 70;
}
