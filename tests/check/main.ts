import 'reflect-metadata';
import { type Check, runChecks } from './check.js';
import { breakingChanges, deprecations, drift } from './contract.js';
import { Databases } from './databases.js';
import { generated } from './generated.js';
import { imports } from './imports.js';
import { migrationsComplete } from './migrations.js';
import { pagesCurrent } from './pages/pages.js';
import { alikePolicies } from './policies.js';
import { privacy } from './privacy.js';
import { rowSecurity, serverOwnsNothing } from './row-security.js';
import { lint, types } from './tools.js';

const databases = new Databases();
const checks: readonly Check[] = [
  lint,
  types,
  imports,
  drift,
  breakingChanges,
  deprecations,
  pagesCurrent,
  generated,
  privacy,
  migrationsComplete(databases),
  alikePolicies(databases),
  rowSecurity(databases),
  serverOwnsNothing(databases),
];

try {
  const failed = await runChecks(checks, process.stdout);
  process.stdout.write(failed.length === 0 ? 'All checks hold.\n' : `\nFailed: ${failed.join(', ')}.\n`);
  process.exitCode = failed.length === 0 ? 0 : 1;
} finally {
  await databases.close();
}
