import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Setup } from './setup.js';

/** A server that takes part, in a process of its own. */
export interface Contestant {
  readonly name: string;
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * Starts one. Its environment is empty but for production mode, so that nothing of this machine's reaches it.
 * @param execArgv options for Node, such as those of a profile.
 */
export async function start(
  name: string,
  script: string,
  setup: Setup,
  execArgv: string[] = [],
): Promise<Contestant> {
  const env = { NODE_ENV: 'production', GRAPHILE_ENV: 'production' };
  const child = fork(script, { env, execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.send(setup);
  const [message] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [unknown];
  const { port, failed } = (typeof message === 'object' ? message : {}) as { port?: number; failed?: string };
  if (port === undefined) {
    child.kill();
    throw new Error(`${name} did not start: ${failed ?? `exit ${String(message)}`}`);
  }
  return { name, port, pid: child.pid ?? 0, stop: () => ended(child) };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.disconnect();
  const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await exit;
  clearTimeout(late);
}
