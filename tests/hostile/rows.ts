/** One row of what the product must withstand, and the files whose tests show it. */
export interface Row {
  readonly key: string;
  readonly wanted: string;
  readonly files: readonly string[];
}

/** Every row; those that `npm test` shows in full point to the same files. */
export const rows: readonly Row[] = [
  {
    key: 'a1',
    wanted: 'every role on every field and operation: refusals leak nothing, grants give data',
    files: [
      'tests/contract/access-matrix.test.ts',
      'tests/contract/access-matrix-acts.test.ts',
      'tests/contract/access-matrix-live.test.ts',
    ],
  },
  {
    key: 'a2',
    wanted: '10 000 ids of others: no hit, the same bytes',
    files: ['tests/hostile/a2-ids.hostile.ts'],
  },
  {
    key: 'a3',
    wanted:
      'without the access table no row leaks; no table without policies; a server’s role that owns nothing',
    files: [
      'tests/contract/access-matrix-open.test.ts',
      'tests/contract/access-matrix-rows.test.ts',
      'tests/contract/policies.test.ts',
      'tests/faults/database-preflight.test.ts',
    ],
  },
  {
    key: 'a4',
    wanted: 'each policy and rule broken in turn: 99 % caught',
    files: ['tests/hostile/a4-policies.hostile.ts', 'tests/hostile/a4-rules.hostile.ts'],
  },
  {
    key: 'a5',
    wanted: 'database or scope unavailable: everything refused',
    files: ['tests/faults/no-scope.test.ts'],
  },
  {
    key: 'a10',
    wanted: '60 attacks on tokens; rotation within 5 s; one fetch in 30 s; ten minutes without the issuer',
    files: ['tests/features/tokens.test.ts', 'tests/features/token-keys.test.ts'],
  },
  { key: 'p1', wanted: '61 audits of GraphQL over HTTP', files: ['tests/contract/http-audit.test.ts'] },
  {
    key: 'p2',
    wanted: 'Apollo’s integration suite through our own HTTP set-up',
    files: ['tests/hostile/p2-apollo.hostile.ts'],
  },
  {
    key: 'p3',
    wanted: 'every close code and message of the protocol of graphql-ws',
    files: [
      'tests/contract/websocket-connection.test.ts',
      'tests/contract/websocket-messages.test.ts',
      'tests/contract/websocket-operations.test.ts',
    ],
  },
  {
    key: 'p4',
    wanted: 'hostile documents over both transports with a heap of 512 MB',
    files: [
      'tests/features/http-hostile.test.ts',
      'tests/features/refused-documents.test.ts',
      'tests/hostile/p4-documents.hostile.ts',
    ],
  },
  {
    key: 'p5',
    wanted: 'nodes, seconds, bytes, subscriptions and sockets are bounded',
    files: [
      'tests/features/limits-enforced.test.ts',
      'tests/features/rate-limits.test.ts',
      'tests/contract/websocket-connection.test.ts',
      'tests/contract/websocket-messages.test.ts',
      'tests/contract/websocket-operations.test.ts',
    ],
  },
  {
    key: 'p6',
    wanted: '100 000 generated operations and 100 000 mutated frames: memory grows by 5 % at most',
    files: ['tests/hostile/p6-generated.hostile.ts'],
  },
  {
    key: 'p7',
    wanted: 'objects, operators, __proto__ and SQL in every input: no effect',
    files: ['tests/hostile/p7-inputs.hostile.ts'],
  },
  {
    key: 'p8',
    wanted: 'no SQL, stack, path, host or identity number in answers and logs',
    files: [
      'tests/features/http-masking.test.ts',
      'tests/features/http-errors.test.ts',
      'tests/hostile/p8-sweep.hostile.ts',
    ],
  },
  {
    key: 'p9',
    wanted: 'foreign origins, acts by GET, introspection and suggestions, on both transports',
    files: ['tests/features/limits-enforced.test.ts', 'tests/features/http-requests.test.ts'],
  },
];
