import type { Limits } from '../../operation.js';
import { NODES_MOST } from '../../reading/prepared.js';
import { PAGE_MOST } from '../../reading/select-page.js';
import { bounds } from './bounds.js';

/** The limits as clients read them, where an operation's SQL may take so many milliseconds. */
export function limitsWithin(operationMilliseconds: number): Limits {
  return {
    operationCost: NODES_MOST,
    operationMilliseconds,
    depth: bounds.depth,
    fields: bounds.fields,
    rootFields: bounds.rootFields,
    aliases: bounds.aliases,
    directives: bounds.directives,
    fragments: bounds.fragments,
    tokens: bounds.tokens,
    variableDepth: bounds.variables,
    pageSize: PAGE_MOST,
    bodyBytes: bounds.body,
    frameBytes: bounds.frame,
    subscriptionsPerSocket: bounds.subscriptions,
    socketsPerPerson: bounds.sockets,
    initMilliseconds: bounds.init,
  };
}
