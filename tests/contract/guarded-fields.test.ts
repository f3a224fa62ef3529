import { type GraphQLResolveInfo, type GraphQLSchema, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { accessTable } from '../../schema/access/index.js';
import { people } from '../../schema/access/table.js';
import { buildSchema } from '../../schema/build.js';
import type { Role } from '../../src/identity/roles.js';

const { guarded, open } = buildSchema();

/** The fields whose rule is narrower than their type's, with a role that may see the type and not the field. */
const narrower = Object.entries(accessTable).flatMap(([type, rules]) =>
  Object.keys(rules).flatMap((field) => {
    const turnedAway = people.find((role) => rules['*']?.has(role) && !rules[field]?.has(role));
    return turnedAway ? [[type, field, turnedAway] as const] : [];
  }),
);

/** The fields whose rule is wider than their type's: nobody comes to them, so the rule misleads. */
const wider = Object.entries(accessTable).flatMap(([type, rules]) =>
  Object.entries(rules).flatMap(([field, allowed]) =>
    rules['*'] && [...allowed].some((role) => !rules['*']?.has(role)) ? [`${type}.${field}`] : [],
  ),
);

describe('a field with a rule of its own', () => {
  it.each(narrower)('%s.%s is refused by its own resolver to a %s', async (type, field, role) => {
    expect(await refusalOf(type, field, role)).toBe('FORBIDDEN');
  });

  it('has a rule within its type’s', () => {
    expect(wider).toEqual([]);
  });

  it('would be caught if it were a plain column, whose rule nobody asks', async () => {
    expect(await refusalOf('Child', 'givenName', 'guardian')).toBe(
      'it has no resolver to put a rule in front of',
    );
  });
});

/** The code by which the guarded schema's field refuses a viewer with one role; a sentence where it does not. */
async function refusalOf(type: string, name: string, role: Role): Promise<string> {
  if (!fieldOf(open, type, name)?.resolve) return 'it has no resolver to put a rule in front of';
  const context = { viewer: { roles: [role] }, permits: () => true };
  const info = { path: { key: name } } as GraphQLResolveInfo;
  const answer = await Promise.resolve(fieldOf(guarded, type, name)?.resolve?.({}, {}, context, info)).catch(
    (error: unknown) => error,
  );
  return (answer as { code?: string } | null | undefined)?.code ?? 'it lets everybody through';
}

function fieldOf(schema: GraphQLSchema, typeName: string, name: string) {
  const type = schema.getType(typeName);
  return isObjectType(type) ? type.getFields()[name] : undefined;
}
