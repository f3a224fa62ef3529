import { readFile } from 'node:fs/promises';
import { buildSchema as parseSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildSchema, printContract } from '../../schema/build.js';
import { breakingBetween, driftBetween } from '../check/contract.js';
import { misnamed, undescribed } from '../check/wording.js';

const { guarded, open } = buildSchema();
const released = `
  type Query { "A child." child(id: ID!): Child }
  "A child." type Child { name: String! schools: [String!]! }
`;

describe('the public contract', () => {
  it('stands in schema.graphql as the classes say it', async () => {
    expect(await readFile('schema/schema.graphql', 'utf8')).toBe(printContract(guarded));
  });

  it('is the same with the access rules and without them', () => {
    expect(printContract(open)).toBe(printContract(guarded));
  });

  it('describes every type, field, argument, input and enum value', () => {
    expect(undescribed(guarded)).toEqual([]);
  });

  it('names types, fields and values as the conventions say, and gives every mutation its input and payload', () => {
    expect(misnamed(guarded)).toEqual([]);
  });
});

describe('a contract with faults in it', () => {
  it('is caught when a client’s field is taken away or narrowed, and not when one is added', async () => {
    const narrowed = released.replace('name: String!', 'name: String').replace('schools: [String!]!', '');
    expect(await breakingBetween(released, narrowed)).toEqual([
      "Field 'schools' was removed from object type 'Child'",
      "Field 'Child.name' changed type from 'String!' to 'String'",
    ]);
    expect(await breakingBetween(released, released.replace('name:', 'age: Int! name:'))).toEqual([]);
  });

  it('is caught when the committed text has drifted, be it by a word of a description', async () => {
    expect(await driftBetween(released, released.replace('"A child." child', '"One child." child'))).toEqual([
      "Field 'Query.child' description changed from 'A child.' to 'One child.'",
    ]);
    expect(await driftBetween(released, `${released}\n`)).toEqual(['It differs in order or layout alone.']);
  });

  it('is caught where something has no description', () => {
    const bare = parseSchema(`
      "Root." type Query { "A child." child(id: ID!): Sex  "A sex." sex(from: Filter): Sex }
      "Sex." enum Sex { "Girl." GIRL BOY }
      "Filter." input Filter { to: Int }
    `);
    expect(undescribed(bare).sort()).toEqual([
      'Filter.to',
      'Query.child(id:)',
      'Query.sex(from:)',
      'Sex.BOY',
    ]);
  });

  it('is caught where a mutation has no input or payload of its own, or a name is misspelt', () => {
    const wild = parseSchema(`
      type Query { is_open: Boolean }
      type Mutation {
        moveChild(input: MoveChildInput!): MoveChildPayload!
        blockGuardian(id: ID!): Guardian
        liftBlock(input: LiftBlockInput, force: Boolean): LiftBlockPayload
      }
      input MoveChildInput { id: ID! }
      input LiftBlockInput { id: ID! }
      input Which { id: ID! }
      type MoveChildPayload { userErrors: [UserError!]! }
      type LiftBlockPayload { userErrors: [UserError] }
      type Guardian { id: ID! kind(which: Which): Kind }
      enum Kind { Mother }
      type UserError { message: String! }
    `);
    expect(misnamed(wild)).toEqual([
      'Query.is_open is no name for a field',
      'Kind.Mother is no name for a value',
      'Which is an input, and does not end so',
      'blockGuardian does not take one argument, input: BlockGuardianInput!',
      'blockGuardian does not give a BlockGuardianPayload of its own',
      'blockGuardian has no userErrors',
      'liftBlock does not take one argument, input: LiftBlockInput!',
      'liftBlock has no userErrors',
    ]);
  });
});
