// A whole node, with its sockets, in a process of its own, over a town's database and with a town's issuers. It ends
// with its input; each line of it asks how the process has been since the last.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { readConfig } from '../../src/config.js';
import { createLogger } from '../../src/http/logging.js';
import { createVault } from '../../src/identity/vault.js';
import { createVerifier } from '../../src/identity/verify/verifier.js';
import { serve } from '../../src/program.js';
import { Closing } from '../../src/start/closing.js';
import { bearersOnly } from '../../src/start/issuers.js';

const config = readConfig(process.env);
const { issuers, database } = config;
if (!issuers || database.kind !== 'server')
  throw new Error('a node of a town needs its issuers and its database');
const log = createLogger(config);
const verifier = createVerifier(issuers, { allowSynthetic: true, report: (problem) => log.warn(problem) });
const closing = new Closing();
const url = await serve(
  config,
  {
    database: { serverUrl: database.serverUrl, ownerUrl: database.ownerUrl, stop: async () => undefined },
    vault: createVault(config.identityKey ?? ''),
    sessionVault: createVault(config.identityKey ?? '', 'session'),
    log,
    issuers: bearersOnly(verifier),
  },
  closing,
);
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
let cpu = process.cpuUsage();
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
say({ url });
const lines = createInterface({ input: process.stdin });
lines.on('line', () => {
  const { user, system } = process.cpuUsage(cpu);
  const stall = delay.max / 1e6;
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  say({ stall, cpu: (user + system) / 1e3, heap: heapUsed, rss });
  // What the collection took is nobody's fault.
  setImmediate(() => {
    delay.reset();
    cpu = process.cpuUsage();
  });
});
lines.on('close', () => void closing.close());
