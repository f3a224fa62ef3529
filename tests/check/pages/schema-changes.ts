import { type Change, CriticalityLevel, diff } from '@graphql-inspector/core';
import { type GraphQLSchema, buildSchema as parseSchema } from 'graphql';
import { named } from '../deprecation.js';

/** What stands first on the page of changes. */
const HEAD = `# Changes of the schema

What clients can use since when, written from the contract itself: the newest first. What is deprecated works until the
day that its reason names, which is six months or more after the release that says so; only then may it go. A check
fails on anything else that would break a client. [CHANGELOG](../CHANGELOG.md) tells what the versions are about.
`;

const UNRELEASED = '## Not yet released';

/** The page with what is new since the last release, over the releases that it tells of already. */
export async function changesPage(page: string, before: string, now: string): Promise<string> {
  return [HEAD, UNRELEASED, '', await changesBetween(before, now), ...releasesOn(page)].join('\n');
}

/** The page once what is new has been released. */
export async function releasePage(page: string, title: string, changes: string): Promise<string> {
  const release = [`## ${title}`, '', changes];
  return [HEAD, UNRELEASED, '', 'Nothing.', '', ...release, ...releasesOn(page)].join('\n');
}

/** The sections of the releases, from the first line of the newest. */
function releasesOn(page: string): string[] {
  const start = page.search(/^## \d/m);
  return start < 0 ? [] : [page.slice(start)];
}

/** What was added, deprecated, changed and removed between two contracts, in Markdown. */
export async function changesBetween(before: string, now: string): Promise<string> {
  const [old, young] = [parseSchema(before), parseSchema(now)];
  const changes = (await diff(old, young)).sort((one, other) => compare(one.path ?? '', other.path ?? ''));
  const sections = [
    ['Added', additions(changes, young)],
    ['Deprecated', deprecated(old, young)],
    ['Changed', changes.filter(({ type }) => isOfShape.test(type) && /_CHANGED$/.test(type)).map(told)],
    ['Removed', changes.filter(({ type }) => isOfShape.test(type) && /_REMOVED$/.test(type)).map(told)],
  ] as const;
  const written = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `### ${title}\n${lines.map((line) => `- ${line}`).join('\n')}\n`);
  return written.length === 0 ? 'Nothing.\n' : written.join('\n');
}

/** Changes of what there is and of which type, not of how it is described. */
const isOfShape =
  /^(?:TYPE|FIELD|FIELD_ARGUMENT|FIELD_TYPE|FIELD_ARGUMENT_TYPE|FIELD_ARGUMENT_DEFAULT|INPUT_FIELD|INPUT_FIELD_TYPE|INPUT_FIELD_DEFAULT_VALUE|ENUM_VALUE|UNION_MEMBER|OBJECT_TYPE_INTERFACE|TYPE_KIND)_(?:ADDED|REMOVED|CHANGED)$/;

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** What is new, without the parts of what is new as a whole. */
function additions(changes: readonly Change[], now: GraphQLSchema): string[] {
  const added = changes.filter(
    ({ type, path }) =>
      isOfShape.test(type) && type.endsWith('_ADDED') && !type.includes('INTERFACE') && path,
  );
  const paths = new Set(added.map(({ path }) => path));
  const about = new Map(named(now).map(({ coordinate, description }) => [coordinate, description]));
  return added
    .filter(({ path = '' }) => !isPartOf(path, paths))
    .map(({ path = '' }) => {
      const [type, field, argument] = path.split('.');
      const coordinate = argument ? `${type}.${field}(${argument}:)` : path;
      const said = oneLine(about.get(coordinate) ?? '');
      return `\`${coordinate}\`${said && `: ${said}`}`;
    });
}

function isPartOf(path: string, paths: ReadonlySet<string | undefined>): boolean {
  const parts = path.split('.');
  return parts.some((_, length) => length > 0 && paths.has(parts.slice(0, length).join('.')));
}

function deprecated(before: GraphQLSchema, now: GraphQLSchema): string[] {
  const known = new Set(
    named(before).flatMap(({ coordinate, deprecation }) => (deprecation ? [coordinate] : [])),
  );
  return named(now)
    .filter(({ coordinate, deprecation }) => deprecation && !known.has(coordinate))
    .map(({ coordinate, deprecation = '' }) => `\`${coordinate}\`: ${deprecation}`);
}

const told = ({ message, criticality }: Change) =>
  `${message.replaceAll("'", '`')}.${criticality.level === CriticalityLevel.Breaking ? ' **This breaks clients that use it.**' : ''}`;

const oneLine = (description: string) => description.replace(/\s+/g, ' ').trim();
