import type { GraphQLObjectType } from 'graphql';
import type { PrivacyFacts } from '../../entities/declare/personal.js';
import { type Class, type Declaration, declaredClasses } from '../../entities/declare/registry.js';
import { entities } from '../../entities/index.js';
import { buildSchema } from '../../schema/build.js';
import { guardedTypes } from '../../schema/shield.js';
import type { Check } from './check.js';

/** Every table and every type says what it holds of people, and why. */
export const privacy: Check = {
  name: 'privacy facts are complete',
  remedy: 'put @Personal({…}) or @Impersonal() on the class, or complete the field’s `personal`.',
  find: async () => {
    const types = guardedTypes(buildSchema().open).filter(
      ({ name }) => !/^(Query|Mutation|Subscription)$/.test(name),
    );
    return privacyFaults(types, entities, declaredClasses());
  },
};

const demanded = ['purpose', 'basis', 'retention', 'source', 'controller', 'recipients'] as const;

/** The types, tables and fields that hold personal data without its facts, or don't say whether they do. */
export function privacyFaults(
  types: readonly GraphQLObjectType[],
  tables: readonly Class[],
  declarations: ReadonlyMap<Class, Declaration>,
): string[] {
  const byName = new Map([...declarations].map(([type, declaration]) => [type.name, declaration]));
  const names = new Set([...types.map(({ name }) => name), ...tables.map(({ name }) => name)]);
  return [...names].flatMap((name) => faultsOf(name, byName.get(name)));
}

function faultsOf(name: string, declaration: Declaration | undefined): string[] {
  const facts = declaration?.privacy;
  if (!declaration || !facts) return [`${name} says nothing of personal data`];
  const own = facts === 'impersonal' ? [] : missing(facts).map((fact) => `${name} lacks its ${fact}`);
  const base = facts === 'impersonal' ? {} : facts;
  const fields = [...declaration.fieldPrivacy].flatMap(([field, override]) =>
    override === 'impersonal'
      ? []
      : missing({ controller: 'municipality', ...base, ...override }).map(
          (fact) => `${name}.${field} lacks its ${fact}`,
        ),
  );
  return [...own, ...fields];
}

function missing(facts: Partial<PrivacyFacts>): string[] {
  // An empty list of recipients says that there are none; only silence is a fault.
  return demanded.filter(
    (fact) => facts[fact] === undefined || (facts[fact].length === 0 && fact !== 'recipients'),
  );
}
