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
 * @throws Refusal OPERATION_TOO_COSTLY, and those of arguments.
 */
export function statementOf(
  client: PoolClient,
  named: NamedStatements,
  { hat }: Pick<Sighted, 'hat'>,
  plan: Plan,
  bindings: Bindings,
): Statement | undefined {
  if (plan.cost(bindings) > NODES_MOST) throw new Refusal('OPERATION_TOO_COSTLY');
  const values = plan.bind(bindings);
  if (!plan.sql) return undefined;
  return { name: nameOf(client, named, hat, plan), text: plan.sql, values };
}

/** Named from the second use, with the hat: PostgreSQL plans a statement anew when the role changes. */
function nameOf(client: PoolClient, named: NamedStatements, hat: Sighted['hat'], plan: Plan): string {
  if (plan.uses++ === 0 || (plan.sql?.length ?? 0) > NAMED_SQL_MOST) return '';
  const name = `${hat[0]}${plan.name}`;
  named.use(client, name);
  return name;
}
