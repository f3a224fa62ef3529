import {
  type DocumentNode,
  type GraphQLSchema,
  getArgumentValues,
  getOperationAST,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { collectFields } from 'graphql/execution/collectFields.js';
import { getVariableValues } from 'graphql/execution/values.js';
import { Refusal } from '../../errors/refusal.js';
import { streamMark } from '../../events/stream-cursor.js';
import type { Claimant } from '../../identity/claimant.js';
import { loginKey } from '../../identity/opening.js';
import type { Vault } from '../../identity/vault.js';
import type { Operation } from '../../operation.js';
import { fragmentsOf } from '../../reading/planner.js';
import { type StreamRead, streamReads } from '../../reading/streams.js';

/** What one subscriber asks for. */
export interface Asked {
  readonly operation: Operation;
  readonly claimant: Claimant;
  readonly definition: OperationDefinitionNode;
  readonly stream: StreamRead;
  readonly args: Readonly<Record<string, unknown>>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly responseKey: string;
  /** What its cursors are bound to: who asks, and for what. */
  readonly mark: string;
  /** Equal for all who ask the same in the same language, wherever they resume. */
  readonly shape: string;
}

/** @throws Refusal TOKEN_MISSING, REQUEST_INVALID for what is no subscription, and those of variables. */
export function askedBy(schema: GraphQLSchema, operation: Operation, vault: Vault): Asked {
  const definition = getOperationAST(operation.document, operation.operationName);
  if (definition?.operation !== 'subscription') throw new Refusal('REQUEST_INVALID');
  if (!operation.claimant) throw new Refusal('TOKEN_MISSING');
  const given = definition.variableDefinitions ?? [];
  const { coerced, errors } = getVariableValues(schema, given, operation.variables);
  if (!coerced) throw errors?.[0] ?? new Refusal('VARIABLES_INVALID');
  const type = schema.getSubscriptionType();
  // Validation sees to it that there is one.
  const [selected] = type
    ? collectFields(schema, fragmentsOf(operation.document), coerced, type, definition.selectionSet)
    : [];
  const [responseKey, [node]] = selected ?? ['', []];
  const field = node && type?.getFields()[node.name.value];
  const stream = field && streamReads().get(field.name);
  if (!field || !stream) throw new Refusal('OPERATION_INVALID');
  const args = getArgumentValues(field, node, coerced);
  const only = stream.only.map(({ argument }) => args[argument] ?? '').join(' ');
  return {
    operation,
    claimant: operation.claimant,
    definition,
    stream,
    args,
    variables: coerced,
    responseKey,
    // By the keyed digest: whoever finds a cursor could try all identity numbers on a plain one.
    mark: streamMark(loginKey(operation.claimant, vault), `${field.name} ${only}`),
    shape: shapeOf(operation, coerced),
  };
}

const numbers = new WeakMap<DocumentNode, number>();
let documents = 0;

/** The document, which all who sent the same text share, and the values of what it uses beside where to resume. */
function shapeOf(
  { document, operationName, language }: Operation,
  variables: Readonly<Record<string, unknown>>,
): string {
  const number = numbers.get(document) ?? ++documents;
  numbers.set(document, number);
  const used = [...variablesUsed(document)].sort().map((name) => [name, variables[name] ?? null]);
  return JSON.stringify([number, operationName ?? '', language, used]);
}

/** The variables that stand anywhere but as the `after` of the subscription itself. */
function variablesUsed(document: DocumentNode): ReadonlySet<string> {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Field(node) {
      if (!streamReads().has(node.name.value)) return;
      return { ...node, arguments: node.arguments?.filter(({ name }) => name.value !== 'after') ?? [] };
    },
    Variable(node) {
      used.add(node.name.value);
    },
  });
  return used;
}
