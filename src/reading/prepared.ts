import type { PoolClient } from 'pg';
import { Refusal } from '../errors/refusal.js';
import type { Sighted } from '../identity/viewer.js';
import type { NamedStatements } from './named-statements.js';
import type { Statement } from './one-message.js';
import type { Bindings, Plan } from './plan.js';

/** The most nodes that one operation may return. */
export const NODES_MOST = 10_000;

/** A statement that is longer than this, in characters, is not kept by connections: its plan would fill their memory. */
const NAMED_SQL_MOST = 20_000;

/**
 * The statement of a plan; undefined where nothing of it comes from the database.
 * @param hat the database role that will run it.
 * @param ending of its name, where it is sent in another form than the plan's own.
 * @throws Refusal OPERATION_TOO_COSTLY, and those of arguments.
 */
export function statementOf(
  client: PoolClient,
  named: NamedStatements,
  hat: Sighted['hat'],
  plan: Plan,
  bindings: Bindings,
  ending = '',
): Statement | undefined {
  if (plan.cost(bindings) > NODES_MOST) throw new Refusal('OPERATION_TOO_COSTLY');
  const values = plan.bind(bindings);
  if (!plan.sql) return undefined;
  return { name: nameOf(client, named, plan, hat[0] ?? '', ending), text: plan.sql, values };
}

/** Named from the second use, with the hat: PostgreSQL plans a statement anew when the role changes. */
function nameOf(
  client: PoolClient,
  named: NamedStatements,
  plan: Plan,
  beginning: string,
  ending: string,
): string {
  if (plan.uses++ === 0 || (plan.sql?.length ?? 0) > NAMED_SQL_MOST) return '';
  const name = `${beginning}${plan.name}${ending}`;
  named.use(client, name);
  return name;
}
