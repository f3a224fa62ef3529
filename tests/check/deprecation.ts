import {
  buildASTSchema,
  GraphQLDeprecatedDirective,
  GraphQLSchema,
  getDirectiveValues,
  isObjectType,
  parse,
  visit,
} from 'graphql';
import { named } from './members.js';

/** Months between the release that deprecates something and the first day on which it may go. */
export const MONTHS_OF_NOTICE = 6;

/** A contract that was released, and when. */
export interface Released {
  readonly version: string;
  readonly day: string;
  readonly sdl: string;
}

/** The reason of a deprecation: what to use instead, and the day after which it may be gone. */
const wellGiven =
  /^(?:Use `(?<instead>[A-Za-z]\w*(?:\.\w+)?(?:\(\w+:\))?)` instead\.|Nothing takes its place\.) Removed after (?<day>\d{4}-\d\d-\d\d)\.$/;

/** The day after which something may be removed; undefined where its reason names none. */
export function removableAfter(reason: string | undefined): string | undefined {
  return wellGiven.exec(reason ?? '')?.groups?.['day'];
}

/** Every deprecation that does not say what clients do and until when they have time, or that breaks an earlier promise. */
export function deprecationFaults(now: GraphQLSchema, before: GraphQLSchema, released: string): string[] {
  const members = new Map(named(now).map((each) => [each.coordinate, each]));
  const promised = new Map(named(before).map((each) => [each.coordinate, removableAfter(each.deprecation)]));
  const earliest = monthsAfter(released, MONTHS_OF_NOTICE);
  return [...members.values()].flatMap(({ coordinate, deprecation }) => {
    if (deprecation === undefined) return [];
    const { instead, day } = wellGiven.exec(deprecation)?.groups ?? {};
    if (day === undefined)
      return [`${coordinate} is deprecated without "Use \`…\` instead. Removed after YYYY-MM-DD."`];
    const due = promised.get(coordinate) ?? earliest;
    const replacement = instead === undefined ? undefined : members.get(instead);
    return [
      ...(day < due ? [`${coordinate} goes after ${day}; clients have time until ${due}`] : []),
      ...(instead !== undefined && replacement?.deprecation !== undefined
        ? [`${coordinate} sends clients to ${instead}, which goes as well`]
        : []),
      ...(instead !== undefined && !replacement
        ? [`${coordinate} sends clients to ${instead}, which is not there`]
        : []),
    ];
  });
}

/** A released contract without what may be gone by a day, and without the types that nothing leads to then. */
export function withoutExpired(sdl: string, today: string): GraphQLSchema {
  const drop = (node: Parameters<typeof getDirectiveValues>[1]) => {
    const day = removableAfter(reasonOf(node));
    return day !== undefined && day < today ? null : undefined;
  };
  const kept = visit(parse(sdl), {
    FieldDefinition: drop,
    InputValueDefinition: drop,
    EnumValueDefinition: drop,
  });
  const { query, mutation, subscription, types, ...rest } = buildASTSchema(kept).toConfig();
  const implementing = types.filter((type) => isObjectType(type) && type.getInterfaces().length > 0);
  return new GraphQLSchema({ ...rest, query, mutation, subscription, types: implementing });
}

const reasonOf = (node: Parameters<typeof getDirectiveValues>[1]): string | undefined =>
  getDirectiveValues(GraphQLDeprecatedDirective, node)?.['reason'] as string | undefined;

function monthsAfter(day: string, months: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 10);
}
