import type { GraphQLResolveInfo } from 'graphql';
import type { OperationContext } from '../context.js';
import { type Language, sentence } from '../errors/catalogue.js';
import { Refusal } from '../errors/refusal.js';
import type { Claimant } from '../identity/claimant.js';
import type { Viewer } from '../identity/viewer.js';
import type { Operation } from '../operation.js';
import { logLooks, looksIn, type Send } from '../reading/access-log.js';
import { NODES_MOST } from '../reading/prepared.js';
import type { Acts } from '../writing/acts.js';
import type { OutcomeIds } from '../writing/idempotency.js';
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
    const show = (outcome: OutcomeIds, viewer: Viewer, send: Send) =>
      shown(parts, spent, info, outcome, viewer, send);
    try {
      refuseUnstorable(input);
      const run = (its: Turn) => its.run({ name: info.fieldName, input }, act, show);
      const payload = await (turn ? run(turn) : acts.within(claimant, run));
      return { ...payload, userErrors: [] } as never;
    } catch (error) {
      if (!(error instanceof Refusal) || error.field === undefined) throw error;
      return { userErrors: [mendable(error.code, error.field, operation.language)] } as never;
    }
  };
}

/**
 * What the payload's selection shows of the outcome, read in the act's transaction under the viewer's hat.
 * @param spent what the acts of the operation have shown so far: its bound is that of all of them together.
 */
async function shown(
  { plans, operation }: ActParts,
  spent: { nodes: number },
  info: GraphQLResolveInfo,
  outcome: OutcomeIds,
  viewer: Viewer,
  send: Send,
): Promise<Record<string, unknown>> {
  const plan = plans.ofPayload(operation.document, info, viewer);
  const bindings = { variables: info.variableValues, outcome, employments: viewer.employments };
  spent.nodes += plan.cost(bindings);
  operation.costs?.(spent.nodes);
  if (spent.nodes > NODES_MOST) throw new Refusal('OPERATION_TOO_COSTLY');
  if (!plan.sql) return {};
  const [row] = (await send(plan.sql, plan.bind(bindings))) as { data: Record<string, unknown> }[];
  const looks = looksIn(plan.sensitive, row?.data);
  if (looks.length > 0) await logLooks(send, viewer, operation, looks);
  return row?.data ?? {};
}

function mendable(code: Refusal['code'], field: string, language: Language): MendableError {
  return { code, field, message: sentence(code, language) };
}

/** The longest idempotency key, in characters. */
const KEY_MOST = 200;

/** @throws Refusal INPUT_INVALID for a text that can't be stored, naming its field. */
function refuseUnstorable(input: Readonly<Record<string, unknown>>): void {
  for (const [field, value] of Object.entries(input)) {
    if (typeof value !== 'string') continue;
    if (value.includes('\0')) throw new Refusal('INPUT_INVALID', field);
    if (field === 'idempotencyKey' && value.length > KEY_MOST) throw new Refusal('INPUT_INVALID', field);
  }
}
