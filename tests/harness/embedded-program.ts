// A program that does nothing but run its database until SIGTERM: started as a process of its own and killed in tests.
import { startEmbedded } from '../../src/database/embedded/index.js';
import { StartFailure } from '../../src/errors/start-failure.js';

const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

try {
  const server = await startEmbedded({ dataDir: process.argv[2] ?? '', report: (step) => say({ step }) });
  process.once('SIGTERM', () => void server.stop().then(() => say({ step: 'stopped' })));
  say({ url: server.superuserUrl('skolegraf'), account: process.getuid?.() });
} catch (error) {
  if (!(error instanceof StartFailure)) throw error;
  say({ code: error.code, message: error.message });
  process.exitCode = error.exitStatus;
}
