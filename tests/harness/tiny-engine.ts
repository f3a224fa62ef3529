import { buildSchema, type DocumentNode, execute, type GraphQLSchema, isScalarType } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { Refusal } from '../../src/errors/refusal.js';
import type { Engine, Operation } from '../../src/operation.js';

export const tinySdl = `
  scalar NationalId
  enum Reason { ILLNESS LEAVE }
  input Report { child: ID!, pid: NationalId, reason: Reason, hours: Int, and: [Report!] }
  type Child { id: ID! firstName: String! lastName: String! friends(first: Int): [Child!]! school: School }
  type School { name: String! children(reason: Reason): [Child!]! }
  type Query {
    child(id: ID!): Child
    children(ids: [ID!], pid: NationalId): [Child!]!
    fails(how: String!): String
    mustNotFail: String!
    waits: String
  }
  type Mutation { report(input: Report!): Child }
  type Subscription { news: String }
`;

/** What a test may watch and hold of an engine that has one child and no database. */
export interface TinyEngine extends Engine {
  readonly operations: Operation[];
  /** Resolves when an operation has begun to wait. */
  readonly waiting: Promise<void>;
  /** Lets the operations that wait end. */
  release(): void;
}

const childWith = (id: string) => ({ id, firstName: 'Ola', lastName: 'Nordmann', friends: [], school: null });

/** Errors as they come from below: a driver's, a bug's, a refusal's. */
const failures: Readonly<Record<string, () => Error>> = {
  refusal: () => new Refusal('FORBIDDEN'),
  bug: () => new TypeError("Cannot read '01017012345' at /srv/secret/path.js"),
  sql: () =>
    Object.assign(new Error('select pid from person where pid = 01017012345'), {
      code: '42P01',
      detail: 'Key (pid)=(01017012345)',
    }),
  slow: () => Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' }),
  wrapped: () =>
    new Error('insert into child …', { cause: Object.assign(new Error('x'), { code: '57014' }) }),
  away: () => Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' }),
};

function fail(how: string): never {
  throw failures[how]?.() ?? new Error(how);
}

/** An engine over a small schema that answers from memory. */
export function tinyEngine(schema: GraphQLSchema = tinySchema()): TinyEngine {
  const gate = aGate();
  const begun = aGate();
  const operations: Operation[] = [];
  const root = {
    child: ({ id }: { id: string }) => childWith(id),
    children: () => [childWith('1')],
    fails: ({ how }: { how: string }) => fail(how),
    mustNotFail: () => fail('bug'),
    waits: async () => {
      begun.open();
      await gate.passed;
      return 'done';
    },
    report: ({ input }: { input: { child: string } }) => childWith(input.child),
  };
  return {
    schema,
    operations,
    waiting: begun.passed,
    release: gate.open,
    async execute(operation) {
      operations.push(operation);
      if (operation.operationName === 'EngineAway') throw fail('away');
      const { document, variables, operationName } = operation;
      if (operationName === 'Compiled') return compiled(schema, document, root);
      return execute({ schema, document, rootValue: root, variableValues: variables, operationName });
    },
  };
}

/** Errors of compiled execution differ: they have no `extensions`. */
function compiled(schema: GraphQLSchema, document: DocumentNode, root: object) {
  const query = compileQuery(schema, document, 'Compiled');
  if (!isCompiledQuery(query)) throw new Error('the document did not compile');
  return query.query(root, {}, {});
}

function aGate(): { readonly passed: Promise<void>; open(): void } {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

function tinySchema(): GraphQLSchema {
  const schema = buildSchema(tinySdl);
  const nationalId = schema.getType('NationalId');
  if (!isScalarType(nationalId)) throw new Error('the schema has lost its scalar');
  nationalId.parseValue = (value) => {
    throw new TypeError(`not a national id: ${String(value)}`);
  };
  nationalId.parseLiteral = (node) => {
    throw new TypeError(`not a national id: ${'value' in node ? node.value : ''}`);
  };
  return schema;
}
