/** One thing that must hold of the whole project. */
export interface Check {
  readonly name: string;
  /** What somebody does about it when it does not hold. */
  readonly remedy: string;
  /** What is wrong, a line each; empty when all is well. */
  find(): Promise<readonly string[]>;
}

/** Runs the checks one after the other and writes a line for each, with its time. Gives the names of those that fail. */
export async function runChecks(checks: readonly Check[], out: NodeJS.WritableStream): Promise<string[]> {
  const failed: string[] = [];
  for (const check of checks) {
    const started = performance.now();
    const faults = await faultsOf(check);
    const seconds = ((performance.now() - started) / 1_000).toFixed(1).padStart(5);
    out.write(`${faults.length === 0 ? 'ok   ' : 'FAILS'} ${check.name.padEnd(42)}${seconds} s\n`);
    if (faults.length === 0) continue;
    failed.push(check.name);
    for (const line of faults.join('\n').split('\n')) out.write(`        ${line}\n`);
    out.write(`      What to do: ${check.remedy}\n`);
  }
  return failed;
}

/** A check that breaks down has not held: its error is its fault. */
async function faultsOf(check: Check): Promise<readonly string[]> {
  try {
    return await check.find();
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}
