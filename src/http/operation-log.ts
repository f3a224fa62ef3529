import type { Exchange } from './exchange.js';

/** One line for each operation: what ran, for how long and how it ended; nothing of what it said. */
export function logOperation(exchange: Exchange): void {
  exchange.log.info(
    {
      requestId: exchange.requestId,
      operation: exchange.operationName,
      type: exchange.operationType,
      document: exchange.hash?.slice(0, 16),
      issuer: exchange.claimant?.issuer,
      ms: Math.round((performance.now() - exchange.started) * 10) / 10,
      ...(exchange.codes.length > 0 && { codes: [...new Set(exchange.codes)] }),
    },
    'operation',
  );
}
