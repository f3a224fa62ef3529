import {
  type DocumentNode,
  type GraphQLResolveInfo,
  getNamedType,
  isObjectType,
  type OperationDefinitionNode,
} from 'graphql';
import { Refusal } from '../errors/refusal.js';
import type { Role } from '../identity/roles.js';
import type { Sighted } from '../identity/viewer.js';
import type { Operation } from '../operation.js';
import { typeOfId } from '../reading/identifier.js';
import type { Plan } from '../reading/plan.js';
import { fragmentsOf, type Planner } from '../reading/planner.js';
import type { PlanRequest } from '../reading/planning.js';
import { NODES_MOST } from '../reading/prepared.js';
import type { Kept } from './kept.js';

/** Whether a viewer may ask for a field of a type; `*` asks for the type at all. Nobody signed in may nothing. */
export type May = (viewer: Sighted | undefined, type: string, field: string) => boolean;

/** What the access table says of a viewer. */
export interface Rules {
  readonly may: May;
  /** The roles that show a field where the viewer holds others beside them; see `Narrowed`. */
  readonly narrowed: (viewer: Sighted, type: string, field: string) => ReadonlySet<Role> | undefined;
}

/** Plans of operations: one for each document, operation, hat, set of roles and shape. */
export class Plans {
  constructor(
    readonly planner: Planner,
    readonly rules: Rules,
    readonly kept: Kept,
  ) {}

  /**
   * The plan of a query for a viewer.
   * @param takesText whether the answer itself is wanted, where the database can write it.
   * @throws Refusal OPERATION_TOO_COSTLY for one that is new and costs too much: of it nothing is kept.
   */
  of(
    { document, costs }: Pick<Operation, 'document' | 'costs'>,
    operation: OperationDefinitionNode,
    viewer: Sighted,
    variables: Readonly<Record<string, unknown>>,
    takesText: boolean,
  ): Plan {
    const told = (plan: Plan): Plan => {
      costs?.(plan.cost({ variables, employments: viewer.employments }));
      return plan;
    };
    // Told as soon as it is planned, since one that costs too much gets no further.
    const plan = (request: PlanRequest) => told(this.planner.query({ ...request, takesText }));
    return told(this.#planned(document, operation, viewer, variables, plan, takesText ? 'text' : ''));
  }

  /** The plan of what a subscription shows a viewer of an event. */
  ofEvent(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    viewer: Sighted,
    variables: Readonly<Record<string, unknown>>,
  ): Plan {
    return this.#planned(document, operation, viewer, variables, (request) => this.planner.event(request));
  }

  /** The plan of what the payload of an act shows a viewer. */
  ofPayload(document: DocumentNode, info: GraphQLResolveInfo, viewer: Sighted): Plan {
    const { operation, variableValues, path, fieldNodes } = info;
    // Of the planner's own schema: the guarded one has types of its own, on which no fragment would fit.
    const type = this.planner.schema.getType(getNamedType(info.returnType).name);
    if (!isObjectType(type)) throw new Error(`${info.fieldName} gives no payload`);
    const plan = (request: PlanRequest) => this.planner.payload(request, type, fieldNodes);
    return this.#planned(document, operation, viewer, variableValues, plan, path.key);
  }

  /** @param part which part of the operation is planned; the whole where it is left out. */
  #planned(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    viewer: Sighted,
    variables: Readonly<Record<string, unknown>>,
    plan: (request: PlanRequest) => Plan,
    part: string | number = '',
  ): Plan {
    const { hat, roles } = viewer;
    const whose = [operation.name?.value, part, hat, ...roles, jobsOf(viewer)];
    const key = [...whose, shapeOf(variables)].join('|');
    const found = this.kept.plan(document, key);
    if (found) return found;
    const made = plan({
      operation,
      fragments: fragmentsOf(document),
      variables,
      permits: (type, field) => this.rules.may(viewer, type, field),
      narrowed: (type, field) => this.rules.narrowed(viewer, type, field),
      watched: isWatched(viewer),
      hat: viewer.hat,
    });
    if (made.cost({ variables, employments: viewer.employments }) > NODES_MOST)
      throw new Refusal('OPERATION_TOO_COSTLY');
    this.kept.keepPlan(document, key, made);
    return made;
  }
}

/** Employees' looks at children's sensitive data are written down; a family's own are not. */
export function isWatched(viewer: Sighted): boolean {
  return viewer.hat === 'staff' || viewer.hat === 'municipality';
}

/** Which roles are held for the whole municipality and which at a school. */
function jobsOf(viewer: Sighted): string {
  return viewer.employments.map(({ role, schoolId }) => (schoolId === null ? `${role}*` : role)).join();
}

/** What of the variables changes the SQL: booleans, what is null, and the type that an id names. */
function shapeOf(variables: Readonly<Record<string, unknown>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${shape(value)}`)
    .join(',');
}

function shape(value: unknown): string {
  if (typeof value === 'boolean') return String(value);
  if (value == null) return 'null';
  return typeOfId(value)?.name ?? 'value';
}
