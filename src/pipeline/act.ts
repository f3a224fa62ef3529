import type { GraphQLResolveInfo } from 'graphql';
import type { OperationContext } from '../context.js';
import { type Language, sentence } from '../errors/catalogue.js';
import { Refusal } from '../errors/refusal.js';
import type { Claimant } from '../identity/claimant.js';
import type { Operation } from '../operation.js';
import { lookedAt } from '../reading/looking.js';
import type { Statement } from '../reading/one-message.js';
import { NODES_MOST, statementOf } from '../reading/prepared.js';
import type { Acts } from '../writing/acts.js';
import { isKeepable, keyIn, type OutcomeIds } from '../writing/idempotency.js';
import type { MendableError } from '../writing/outcome.js';
import type { Turn } from '../writing/turn.js';
import type { Plans } from './plans.js';

/** What an act of one operation stands on. */
export interface ActParts {
  readonly plans: Plans;
  readonly acts: Acts;
  readonly operation: Operation;
  readonly claimant: Claimant | undefined;
  /** The transaction that is open for the one act of the operation; undefined where each act opens its own. */
  readonly turn: Turn | undefined;
}

/** The `act` of one operation's context. */
export function actFor(parts: ActParts): OperationContext['act'] {
  const { acts, operation, claimant, turn } = parts;
  const began = performance.now();
  const spent = { nodes: 0 };
  return async (info, input, act) => {
    if (!claimant) throw new Refusal('TOKEN_MISSING');
    // One operation may hold twenty acts, which run one after the other.
    if (performance.now() - began > acts.options.timeout) throw new Refusal('OPERATION_TOO_SLOW');
    const show = (outcome: OutcomeIds, its: Turn) => shown(parts, spent, info, outcome, its);
    try {
      refuseUnstorable(input);
      const run = (its: Turn) => its.run({ name: info.fieldName, input }, act, show);
      const payload = await (turn ? run(turn) : acts.within(claimant, keyIn(input), run));
      return { ...payload, userErrors: [] } as never;
    } catch (error) {
      if (!(error instanceof Refusal) || error.field === undefined) throw error;
      return { userErrors: [mendable(error.code, error.field, operation.language)] } as never;
    }
  };
}

/**
 * Reads what the payload's selection shows of the outcome, in the act's transaction under the viewer's hat, and writes
 * the looks that are owed for it; undefined where nothing of it comes from the database.
 * @param spent what the acts of the operation have shown so far: its bound is that of all of them together.
 * @throws Refusal OPERATION_TOO_COSTLY.
 */
function shown(
  { plans, acts, operation }: ActParts,
  spent: { nodes: number },
  info: GraphQLResolveInfo,
  outcome: OutcomeIds,
  { transaction: { client }, opened: { as, word } }: Turn,
): Statement | undefined {
  const plan = plans.ofPayload(operation.document, info, as);
  const bindings = { variables: info.variableValues, outcome, employments: as.employments };
  spent.nodes += plan.cost(bindings);
  operation.costs?.(spent.nodes);
  if (spent.nodes > NODES_MOST) throw new Refusal('OPERATION_TOO_COSTLY');
  const owes = plan.sensitive.length > 0;
  const statement = statementOf(client, acts.options.named, as.hat, plan, bindings, owes ? ' log' : '');
  if (!statement || !owes) return statement;
  return lookedAt(statement, plan.sensitive, operation, word);
}

function mendable(code: Refusal['code'], field: string, language: Language): MendableError {
  return { code, field, message: sentence(code, language) };
}

/** @throws Refusal INPUT_INVALID for a text that can't be stored, naming its field. */
function refuseUnstorable(input: Readonly<Record<string, unknown>>): void {
  for (const [field, value] of Object.entries(input)) {
    if (typeof value !== 'string') continue;
    const isStorable = field === 'idempotencyKey' ? isKeepable(value) : !value.includes('\0');
    if (!isStorable) throw new Refusal('INPUT_INVALID', field);
  }
}
