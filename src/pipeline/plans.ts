import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { Role } from '../identity/roles.js';
import type { Sighted } from '../identity/viewer.js';
import { typeOfId } from '../reading/identifier.js';
import type { Plan } from '../reading/plan.js';
import { fragmentsOf, type Planner } from '../reading/planner.js';
import type { PlanRequest } from '../reading/planning.js';

/** Whether a viewer may ask for a field of a type; `*` asks for the type at all. Nobody signed in may nothing. */
export type May = (viewer: Sighted | undefined, type: string, field: string) => boolean;

/** What the access table says of a viewer. */
export interface Rules {
  readonly may: May;
  /** The roles that show a field where the viewer holds others beside them; see `Narrowed`. */
  readonly narrowed: (viewer: Sighted, type: string, field: string) => ReadonlySet<Role> | undefined;
}

/** How many shapes of one document are kept. */
const SHAPES_MOST = 8;

/** Plans of queries, kept as long as the document is: one for each operation, hat, set of roles and shape. */
export class Plans {
  readonly #kept = new WeakMap<DocumentNode, Map<string, Plan>>();

  constructor(
    readonly planner: Planner,
    readonly rules: Rules,
  ) {}

  /** The plan of a query for a viewer. */
  of(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    viewer: Sighted,
    variables: Readonly<Record<string, unknown>>,
  ): Plan {
    return this.#planned(document, operation, viewer, variables, (request) => this.planner.query(request));
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

  #planned(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    viewer: Sighted,
    variables: Readonly<Record<string, unknown>>,
    plan: (request: PlanRequest) => Plan,
  ): Plan {
    const kept = this.#kept.get(document) ?? new Map<string, Plan>();
    this.#kept.set(document, kept);
    const key = [operation.name?.value, viewer.hat, ...viewer.roles, jobsOf(viewer), shapeOf(variables)].join(
      '|',
    );
    const found = kept.get(key);
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
    if (kept.size >= SHAPES_MOST) kept.clear();
    kept.set(key, made);
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
