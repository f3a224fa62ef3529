import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** What Apollo's suite found, by the names of its tests. */
export interface Found {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
}

interface Report {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const suiteDir = resolve('tests/hostile/apollo/suite');

/**
 * Runs Apollo's integration suite in Jest, which it is written for, with packages of its own.
 * @throws Error where it can not be installed, or does not come to its tests.
 */
export function runSuite(): Found {
  install();
  const dir = mkdtempSync(join(tmpdir(), 'skolegraf-apollo-'));
  try {
    const outputFile = join(dir, 'report.json');
    const jest = join(suiteDir, 'node_modules/jest/bin/jest.js');
    const { PATH, HOME } = process.env;
    const args = [jest, '--json', `--outputFile=${outputFile}`];
    const { stderr } = spawnSync(process.execPath, args, { cwd: suiteDir, env: { PATH, HOME } });
    if (!existsSync(outputFile)) throw new Error(String(stderr));
    return foundIn(JSON.parse(readFileSync(outputFile, 'utf8')) as Report);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** Installs its packages from their own lock file, where they are missing. */
function install(): void {
  if (existsSync(join(suiteDir, 'node_modules/jest'))) return;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, stderr } = spawnSync('npm', args, { cwd: suiteDir });
  if (status !== 0) throw new Error(`npm ci in tests/hostile/apollo/suite failed: ${stderr}`);
}

function foundIn({ testResults }: Report): Found {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  if (tests.length === 0) throw new Error(testResults.map(({ message }) => message).join('\n'));
  const named = (wanted: string) =>
    tests
      .filter(({ status }) => status === wanted)
      .map(({ fullName }) => fullName.replace('integration tests ', ''))
      .sort();
  return { passed: named('passed'), failed: named('failed') };
}
