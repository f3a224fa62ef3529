import type { IForbiddenRuleType } from 'dependency-cruiser';

/** What is built upon what, the lowest first. A floor imports from itself and from those below it. */
const floors: readonly { readonly name: string; readonly rooms: readonly string[] }[] = [
  { name: 'entities', rooms: ['entities/'] },
  { name: 'ground', rooms: ['src/errors/', 'src/school-day.js', 'src/config.js', 'src/config/'] },
  { name: 'identity', rooms: ['src/identity/', 'src/operation.js'] },
  { name: 'reading', rooms: ['src/reading/', 'src/events/'] },
  { name: 'writing', rooms: ['src/writing/', 'src/context.js'] },
  { name: 'database', rooms: ['src/database/'] },
  { name: 'features', rooms: [] },
  { name: 'resolvers', rooms: ['resolvers/'] },
  { name: 'schema', rooms: ['schema/'] },
  { name: 'pipeline', rooms: ['src/pipeline/', 'src/http/'] },
  { name: 'program', rooms: ['src/start/', 'src/program.js', 'src/run.js', 'src/main.js', 'src/cli.js'] },
  { name: 'client', rooms: ['src/client/'] },
  { name: 'pages', rooms: ['src/pages/'] },
  { name: 'workshop', rooms: ['tests/', 'bench/', 'codegen.js', 'vitest.config.js'] },
];

const pattern = (rooms: readonly string[]) =>
  `^(?:${rooms.map((room) => room.replaceAll('.', '\\.')).join('|')})`;

/** A folder under `src` that is on no other floor holds a feature's rules. */
const feature = `^src/(?!(?:${floors
  .flatMap(({ rooms }) => rooms)
  .flatMap((room) => (room.startsWith('src/') ? [room.slice(4).replaceAll('.', '\\.')] : []))
  .join('|')}))`;

const patternOf = ({ name, rooms }: (typeof floors)[number]) =>
  name === 'features' ? feature : pattern(rooms);

const upwards = floors.slice(0, -1).map(
  (floor, level): IForbiddenRuleType => ({
    name: `${floor.name} import only from below`,
    severity: 'error',
    from: { path: patternOf(floor) },
    to: { path: floors.slice(level + 1).map(patternOf) },
  }),
);

/** Which import is forbidden: up the floors, across features, around in a circle, and what has one place only. */
export const importRules: IForbiddenRuleType[] = [
  ...upwards,
  {
    name: 'features do not import each other',
    severity: 'error',
    from: { path: `${feature}([^/]+)/` },
    to: { path: feature, pathNot: '^src/$1/' },
  },
  {
    // Browsers and phones take this room as it is: nothing of the server, nothing of Node.
    name: 'the client stands alone',
    severity: 'error',
    from: { path: '^src/client/' },
    to: { pathNot: ['^src/client/', '(?:^|/)graphql(?:-ws/client)?$'] },
  },
  {
    // Browsers get this room too; Vite bundles it with the packages that it names.
    name: 'the pages stand on the client alone',
    severity: 'error',
    from: { path: '^src/pages/' },
    to: {
      path: '^(?:entities|resolvers|schema|src)/',
      pathNot: '^src/(?:pages/|client/|http/docs/value-at\\.js$)',
    },
  },
  {
    name: 'graphql-shield is loaded by schema/shield alone',
    severity: 'error',
    from: { pathNot: '^schema/shield\\.js$' },
    to: { path: '(?:^|/)graphql-(?:shield|middleware)(?:/|$)' },
  },
  {
    // Two entities that refer to each other are a circle by nature.
    name: 'no circles',
    severity: 'error',
    from: { pathNot: '^entities/' },
    to: { circular: true, pathNot: '^entities/' },
  },
];
