import { type GraphQLResolveInfo, getNamedType, isObjectType } from 'graphql';
import type { OperationContext } from '../context.js';
import { type Language, sentence } from '../errors/catalogue.js';
import { Refusal } from '../errors/refusal.js';
import type { Claimant } from '../identity/claimant.js';
import type { Viewer } from '../identity/viewer.js';
import type { Operation } from '../operation.js';
import { logLooks, looksIn, type Send } from '../reading/access-log.js';
import type { Plan } from '../reading/plan.js';
import type { Planner } from '../reading/planner.js';
import { NODES_MOST } from '../reading/prepared.js';
import type { Acts, OutcomeIds } from '../writing/acts.js';
import type { MendableError } from '../writing/outcome.js';
import { isWatched, type Rules } from './plans.js';

/** What an act of one operation stands on. */
export interface ActParts {
  readonly planner: Planner;
  readonly acts: Acts;
  readonly operation: Operation;
  readonly claimant: Claimant | undefined;
  readonly rules: Rules;
}

/** The `act` of one operation's context. */
export function actFor(parts: ActParts): OperationContext['act'] {
  const { acts, operation, claimant } = parts;
  return async (info, input, act) => {
    if (!claimant) throw new Refusal('TOKEN_MISSING');
    const show = (outcome: OutcomeIds, viewer: Viewer, send: Send) =>
      shown(parts, info, outcome, viewer, send);
    try {
      refuseUnstorable(input);
      const payload = await acts.run(claimant, { name: info.fieldName, input }, act, show);
      return { ...payload, userErrors: [] } as never;
    } catch (error) {
      if (!(error instanceof Refusal) || error.field === undefined) throw error;
      return { userErrors: [mendable(error.code, error.field, operation.language)] } as never;
    }
  };
}

/** What the payload's selection shows of the outcome, read in the act's transaction under the viewer's hat. */
async function shown(
  { planner, operation, rules }: ActParts,
  info: GraphQLResolveInfo,
  outcome: OutcomeIds,
  viewer: Viewer,
  send: Send,
): Promise<Record<string, unknown>> {
  const plan = planOf(planner, info, viewer, rules);
  const bindings = { variables: info.variableValues, outcome, employments: viewer.employments };
  const cost = plan.cost(bindings);
  operation.costs?.(cost);
  if (cost > NODES_MOST) throw new Refusal('OPERATION_TOO_COSTLY');
  if (!plan.sql) return {};
  const [row] = (await send(plan.sql, plan.bind(bindings))) as { data: Record<string, unknown> }[];
  const looks = looksIn(plan.sensitive, row?.data);
  if (looks.length > 0) await logLooks(send, viewer, operation, looks);
  return row?.data ?? {};
}

function planOf(planner: Planner, info: GraphQLResolveInfo, viewer: Viewer, rules: Rules): Plan {
  const type = getNamedType(info.returnType);
  if (!isObjectType(type)) throw new Error(`${info.fieldName} gives no payload`);
  const request = {
    operation: info.operation,
    fragments: info.fragments,
    variables: info.variableValues,
    permits: (of: string, field: string) => rules.may(viewer, of, field),
    narrowed: (of: string, field: string) => rules.narrowed(viewer, of, field),
    watched: isWatched(viewer),
    hat: viewer.hat,
  };
  return planner.payload(request, type, info.fieldNodes);
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
