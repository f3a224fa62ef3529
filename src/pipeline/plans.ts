import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { Viewer } from '../identity/viewer.js';
import { typeOfId } from '../reading/identifier.js';
import type { Plan } from '../reading/plan.js';
import { fragmentsOf, type Planner } from '../reading/planner.js';

/** Whether a viewer may ask for a field of a type; `*` asks for the type at all. Nobody signed in may nothing. */
export type May = (viewer: Viewer | undefined, type: string, field: string) => boolean;

/** How many shapes of one document are kept. */
const SHAPES_MOST = 50;

/** Plans of queries, kept as long as the document is: one for each operation, hat, set of roles and shape. */
export class Plans {
  readonly #kept = new WeakMap<DocumentNode, Map<string, Plan>>();

  constructor(
    readonly planner: Planner,
    readonly may: May,
  ) {}

  /** The plan of a query for a viewer. */
  of(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    viewer: Viewer,
    variables: Readonly<Record<string, unknown>>,
  ): Plan {
    const kept = this.#kept.get(document) ?? new Map<string, Plan>();
    this.#kept.set(document, kept);
    const key = [operation.name?.value, viewer.hat, ...viewer.roles, shapeOf(variables)].join('|');
    const found = kept.get(key);
    if (found) return found;
    const plan = this.planner.query({
      operation,
      fragments: fragmentsOf(document),
      variables,
      permits: (type, field) => this.may(viewer, type, field),
      watched: isWatched(viewer),
    });
    if (kept.size >= SHAPES_MOST) kept.clear();
    kept.set(key, plan);
    return plan;
  }
}

/** Employees' looks at children's sensitive data are written down; a family's own are not. */
export function isWatched(viewer: Viewer): boolean {
  return viewer.hat === 'staff' || viewer.hat === 'municipality';
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
