import { readFile } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { buildSchema as parseSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildSchema, printContract } from '../../schema/build.js';
import { runChecks } from '../check/check.js';
import { breakingBetween, driftBetween, noBreakingChange } from '../check/contract.js';
import { deprecationFaults } from '../check/deprecation.js';
import { changesBetween, changesPage, releasePage } from '../check/pages/schema-changes.js';
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

const until = (day: string, instead = 'Child.name') =>
  `@deprecated(reason: "Use \`${instead}\` instead. Removed after ${day}.")`;

describe('a contract with faults in it', () => {
  it('is caught when a client’s field is taken away or narrowed, and not when one is added', async () => {
    const narrowed = released.replace('name: String!', 'name: String').replace('schools: [String!]!', '');
    expect(await breakingBetween(released, narrowed, '2027-01-01')).toEqual([
      "Field 'schools' was removed from object type 'Child'",
      "Field 'Child.name' changed type from 'String!' to 'String'",
    ]);
    expect(
      await breakingBetween(released, released.replace('name:', 'age: Int! name:'), '2027-01-01'),
    ).toEqual([]);
  });

  it('fails npm run check, which says what is broken and what to do, when a field is taken out of this schema', async () => {
    const broken = printContract(guarded).replace('  """Date of birth."""\n  birthDate: LocalDate!\n', '');
    const written: string[] = [];
    const out = new Writable({ write: (piece, _encoding, done) => done(void written.push(String(piece))) });
    expect(await runChecks([noBreakingChange(() => broken)], out)).toEqual([
      'no breaking change since the last release',
    ]);
    expect(written.join('')).toMatch(
      /^FAILS no breaking change[\s\S]+ {8}Field 'birthDate' was removed from object type 'Child'\n {6}What to do: keep the old field and deprecate it/,
    );
    expect(await runChecks([noBreakingChange(() => printContract(guarded))], out)).toEqual([]);
  });

  it('lets go what was deprecated once its day is over, and no sooner', async () => {
    const dated = released.replace('schools: [String!]!', `schools: [Old!] ${until('2027-06-01')}`);
    const before = `${dated} "Old." type Old { a: Int }`;
    const after = released.replace('schools: [String!]!', '');
    expect(await breakingBetween(before, after, '2027-06-01')).toEqual([
      "Type 'Old' was removed",
      "Field 'schools' (deprecated) was removed from object type 'Child'",
    ]);
    expect(await breakingBetween(before, after, '2027-06-02')).toEqual([]);
  });

  it.each([
    [
      'no reason',
      '@deprecated',
      ['Child.schools is deprecated without "Use `…` instead. Removed after YYYY-MM-DD."'],
    ],
    [
      'no day',
      '@deprecated(reason: "Use `Child.name` instead.")',
      ['Child.schools is deprecated without "Use `…` instead. Removed after YYYY-MM-DD."'],
    ],
    [
      'too early a day',
      until('2027-05-25'),
      ['Child.schools goes after 2027-05-25; clients have time until 2027-05-26'],
    ],
    [
      'a replacement that is not there',
      until('2027-05-26', 'Child.nom'),
      ['Child.schools sends clients to Child.nom, which is not there'],
    ],
    ['a day six months ahead', until('2027-05-26'), []],
    [
      'a day, and nothing in its place',
      '@deprecated(reason: "Nothing takes its place. Removed after 2028-01-01.")',
      [],
    ],
  ])('with a deprecation that has %s is answered', (_name, directive, faults) => {
    const now = released.replace('schools: [String!]!', `schools: [String!]! ${directive}`);
    expect(deprecationFaults(parseSchema(now), parseSchema(released), '2026-11-26')).toEqual(faults);
  });

  it('is caught when a day that was promised is moved nearer', () => {
    const dated = (day: string) =>
      parseSchema(released.replace('schools: [String!]!', `schools: [String!]! ${until(day)}`));
    expect(deprecationFaults(dated('2027-06-01'), dated('2027-09-01'), '2026-11-26')).toEqual([
      'Child.schools goes after 2027-06-01; clients have time until 2027-09-01',
    ]);
    expect(deprecationFaults(dated('2027-09-01'), dated('2027-06-01'), '2027-04-01')).toEqual([]);
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

describe('the page of changes', () => {
  const before = `type Query { "A child." child(id: ID!): Child } "A child." type Child { name: String! old: Int }`;
  const now = `
    type Query { "A child." child(id: ID!, "Whether those who left are found." left: Boolean): Child }
    "A child." type Child { name: String ${until('2027-06-01', 'Child.givenName')} """Given\n name.""" givenName: String! home: Home }
    "Where it lives." type Home { "The street." street(long: Boolean): String }`;
  const told = `### Added
- \`Child.givenName\`: Given name.
- \`Child.home\`
- \`Home\`: Where it lives.
- \`Query.child(left:)\`: Whether those who left are found.

### Deprecated
- \`Child.name\`: Use \`Child.givenName\` instead. Removed after 2027-06-01.

### Changed
- Field \`Child.name\` changed type from \`String!\` to \`String\`. **This breaks clients that use it.**

### Removed
- Field \`old\` was removed from object type \`Child\`. **This breaks clients that use it.**
`;

  it('tells what was added, deprecated, changed and removed, and of what is new as a whole no parts', async () => {
    expect(await changesBetween(before, now)).toBe(told);
    expect(await changesBetween(now, now)).toBe('Nothing.\n');
  });

  it('has what is new above the releases, each of which stays as it was written', async () => {
    const first = await releasePage('', '0.1.0, 2026-11-26', 'The first contract.\n');
    const next = await changesPage(first, before, now);
    expect(next).toContain(`## Not yet released\n\n${told}\n## 0.1.0, 2026-11-26\n\nThe first contract.\n`);
    const released = await releasePage(next, '0.2.0, 2026-12-24', await changesBetween(before, now));
    expect(released).toContain(
      `## Not yet released\n\nNothing.\n\n## 0.2.0, 2026-12-24\n\n${told}\n## 0.1.0, 2026-11-26\n\nThe first contract.\n`,
    );
    expect(await changesPage(released, now, now)).toBe(released);
  });
});
