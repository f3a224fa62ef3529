import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** Something that takes part, in a process of its own. */
export interface Contestant {
  readonly name: string;
  readonly port: number;
  readonly pid: number;
  /** Sends a question and waits for its answer; one at a time. @throws Error when it fails or ends instead. */
  ask<T>(question: object): Promise<T>;
  stop(): Promise<void>;
}

/**
 * Starts one. Its environment is empty but for production mode, so that nothing of this machine's reaches it.
 * @param execArgv options for Node, such as those of a profile.
 */
export async function start(
  name: string,
  script: string,
  setup: object,
  execArgv: string[] = [],
): Promise<Contestant> {
  const env = { NODE_ENV: 'production', GRAPHILE_ENV: 'production' };
  const child = fork(script, { env, execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ask = (question: object) => answered(name, child, question);
  try {
    const { port } = (await ask(setup)) as { port: number };
    return { name, port, pid: child.pid ?? 0, ask: ask as Contestant['ask'], stop: () => ended(child) };
  } catch (error) {
    child.kill();
    throw error;
  }
}

async function answered(name: string, child: ChildProcess, question: object): Promise<unknown> {
  const settled = new AbortController();
  const { signal } = settled;
  child.send(question);
  try {
    const answers = [once(child, 'message', { signal }), once(child, 'exit', { signal })];
    const [answer] = (await Promise.race(answers)) as [unknown];
    const { failed } = (
      typeof answer === 'object' && answer ? answer : { failed: `exit ${String(answer)}` }
    ) as {
      failed?: string;
    };
    if (failed !== undefined) throw new Error(`${name} failed: ${failed}`);
    return answer;
  } finally {
    settled.abort();
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.disconnect();
  const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await exit;
  clearTimeout(late);
}
