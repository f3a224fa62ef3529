import type { GraphQLObjectType } from 'graphql';
import type { Plan } from './plan.js';
import { type AskFor, type Cost, type Fields, NeedsExecution, type Planning, sumOf } from './planning.js';
import { shownKey } from './shown-object.js';

/**
 * The plan whose value is the data of the answer.
 * @throws NeedsExecution where something of it does not come from the database as it is shown.
 */
export function shownRoots(
  planning: Planning,
  type: GraphQLObjectType,
  fields: Fields,
  askFor: AskFor,
): Plan {
  const costs: Cost[] = [];
  const columns = [...fields].map((keyed) => {
    const [key, nodes] = keyed;
    const field = nodes[0]?.name.value ?? '';
    if (field === '__typename') return `'${type.name}' as ${shownKey(key)}`;
    const ask = askFor(keyed, field);
    // A row that is not found is an error, which stands beside the data.
    if (!ask || (ask.root?.byId && fields.size > 1)) throw new NeedsExecution();
    const piece = planning.relation(ask);
    if (!piece) throw new NeedsExecution();
    costs.push(piece.cost);
    return `${piece.sql} as ${shownKey(key)}`;
  });
  return planning.finish(columns, sumOf(costs));
}
