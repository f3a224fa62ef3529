import { readConfig } from './config.js';
import { StartFailure } from './errors/start-failure.js';
import { startProgram } from './program.js';
import { greeting } from './start/greeting.js';
import { stepsOn } from './start/steps.js';

const steps = stepsOn(process.stdout);

try {
  const config = readConfig();
  steps.say('\nSkolegraf is starting.');
  const program = await startProgram(config, steps, fail);
  steps.say(greeting(program.url, config.demo));
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    steps.say(`\n${signal}: finishing what is under way.`);
    program.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
} catch (error) {
  fail(error);
}

/** One sentence on stderr and an exit status; a stack only for what nobody foresaw. */
function fail(error: unknown): never {
  const known = error instanceof StartFailure;
  const text = known ? `${error.code}: ${error.message}` : `UNEXPECTED: ${error instanceof Error ? error.stack : error}`;
  process.stderr.write(`\nSkolegraf could not go on. ${text}\n`);
  process.exit(known ? error.exitStatus : 70);
}
