import { accessTable } from '../../../schema/access/index.js';
import type { Role } from '../../../src/identity/roles.js';
import { asked } from './asking.js';
import type { Explorer } from './explorer.js';
import { type Attack, attacksOf } from './refusals.js';
import { tableOf } from './world.js';

/** What came of changing the rules that concern one person's role, one after the other. */
export interface Flips {
  readonly tried: number;
  readonly survivors: readonly string[];
}

/** Takes the explorer's role out of each rule, or puts it in, where somebody can come to where the rule is asked. */
export async function flipsOf(
  explorer: Explorer,
  role: Role,
  roots: 'with queries' | 'types',
): Promise<Flips> {
  const survivors: string[] = [];
  let tried = 0;
  for (const [type, rules] of Object.entries(accessTable))
    for (const [field, allowed] of Object.entries(rules)) {
      if (!isMet(explorer, type, field, roots)) continue;
      tried += 1;
      if (!(await isNoticed(explorer, type, field, role, allowed as Set<Role>)))
        survivors.push(`${type}.${field} ${allowed.has(role) ? 'taken from' : 'given to'} ${role}`);
    }
  return { tried, survivors };
}

/** Whether somebody can come to where the rule is asked: to the type, and on from there. */
function isMet(explorer: Explorer, type: string, field: string, roots: 'with queries' | 'types'): boolean {
  if (type === 'Query') return roots === 'with queries' && isAskable(explorer, field);
  if (/^(Mutation|Subscription|UserError)$|Payload$/.test(type)) return false;
  // Where row security shows nothing, a rule has nothing to change.
  if (explorer.world.tables.includes(tableOf(type)) && explorer.visible(type).length === 0) return false;
  const entries = field === '*' ? explorer.graph.entriesInto(type) : [explorer.graph.entry(type, field)];
  if (field === '*')
    return entries.some(
      (entry) =>
        entry &&
        explorer.may(entry.owner, entry.field) &&
        (entry.owner === 'Query' || explorer.ways.has(entry.owner)),
    );
  return explorer.ways.has(type) && entries.every((entry) => !entry || explorer.may(entry.target, '*'));
}

/** A query for what the role may be shown. */
function isAskable({ graph, may }: Explorer, field: string): boolean {
  const entry = graph.entry('Query', field);
  return entry !== undefined && may(entry.target, '*');
}

/** Whether the same questions are answered otherwise when one role is taken out of a rule, or put in. */
async function isNoticed(
  explorer: Explorer,
  type: string,
  field: string,
  role: Role,
  allowed: Set<Role>,
): Promise<boolean> {
  const had = allowed.delete(role);
  try {
    const cell = attacksOf(explorer).filter((attack) => attack.cell === `${type}.${field}`);
    const refused = await codesOf(explorer, cell, 'Refused');
    allowed.add(role);
    return refused !== (await codesOf(explorer, cell, 'Granted'));
  } finally {
    if (!had) allowed.delete(role);
  }
}

async function codesOf(explorer: Explorer, attacks: readonly Attack[], name: string): Promise<string> {
  const replies = await asked(explorer.visitor, attacks.slice(0, 40), name);
  return JSON.stringify(replies.map(([, { found, codes }]) => [found.length, codes]));
}
