import type { Role } from '../../src/identity/roles.js';
import type { Viewer } from '../../src/identity/viewer.js';
import { childAccess } from './child.js';
import { dialogueAccess } from './dialogue.js';
import { guardianAccess } from './guardian.js';
import { recordAccess, sfoAccess } from './record.js';
import { registerAccess } from './register.js';
import type { AccessTable, Allowed } from './table.js';
import { viewerAccess } from './viewer.js';

/** The whole policy of the schema, type by type. */
export const accessTable: AccessTable = merged([
  viewerAccess,
  registerAccess,
  childAccess,
  guardianAccess,
  recordAccess,
  sfoAccess,
  dialogueAccess,
]);

/** The roles that may ask for a field; undefined where the table says nothing, which means nobody. */
export function allowedTo(type: string, field: string): Allowed | undefined {
  const rules = accessTable[type];
  return rules?.[field] ?? rules?.['*'];
}

/** Whether somebody with these roles may ask for a field (`*`: for the type at all). */
export function permits(roles: readonly Role[], type: string, field: string): boolean {
  const allowed = allowedTo(type, field);
  return allowed !== undefined && roles.some((role) => allowed.has(role));
}

/**
 * The roles that show a field, where an employee holds others beside them: what a role at one school grants is granted
 * there, and not of the rows that another role shows elsewhere. Undefined where no row needs to be asked.
 */
export function narrowed(
  employments: Viewer['employments'],
  type: string,
  field: string,
): Allowed | undefined {
  const allowed = allowedTo(type, field);
  if (allowed === undefined || allowed === accessTable[type]?.['*']) return undefined;
  const showing = employments.filter(({ role }) => allowed.has(role));
  const everywhere =
    showing.length === employments.length || showing.some(({ schoolId }) => schoolId === null);
  return everywhere ? undefined : allowed;
}

function merged(tables: readonly AccessTable[]): AccessTable {
  const whole: Record<string, Record<string, Allowed>> = {};
  for (const table of tables)
    for (const [type, rules] of Object.entries(table)) {
      const fields = whole[type] ?? {};
      whole[type] = fields;
      for (const [field, allowed] of Object.entries(rules)) {
        if (fields[field]) throw new Error(`${type}.${field} has two rules`);
        fields[field] = allowed;
      }
    }
  return whole;
}
