// PostGraphile 5 on the benchmark's database, with the product's row policies: each request runs under the hat and the
// scope of its person. It works the scope out for each request, as the product does, in one message on a connection
// beside; or it is spared that and gets the scopes ready made.
import { createServer } from 'node:http';
import { PgSimplifyInflectionPreset } from '@graphile/simplify-inflection';
import { grafserv } from 'grafserv/node';
import pg from 'pg';
import { postgraphile } from 'postgraphile';
import { TYPES } from 'postgraphile/@dataplan/pg';
import { makePgService } from 'postgraphile/adaptors/pg';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { PostGraphileConnectionFilterPreset } from 'postgraphile-plugin-connection-filter';

process.once('message', ({ databaseUrl, pool, scopes, openings, looks = {} }) => {
  const settingsOf = openings ? opening(openings, databaseUrl, pool) : (header) => scopes[header];
  const preset = {
    extends: [PostGraphileAmberPreset, PgSimplifyInflectionPreset, PostGraphileConnectionFilterPreset],
    plugins: [transactionIds],
    // The role that logs in may read nothing by itself, and some orders asked for here have no index of their own.
    disablePlugins: ['PgRBACPlugin', 'PgIndexBehaviorsPlugin'],
    pgServices: [
      makePgService({
        pool: logging(new pg.Pool({ connectionString: databaseUrl, max: pool })),
        schemas: ['public'],
      }),
    ],
    schema: { connectionFilterRelations: true, dontSwallowErrors: true },
    grafast: {
      context: async ({ node }, { document, variableValues }) => {
        const settings = await settingsOf(node?.req.headers.authorization);
        const owed = looks[document?.definitions[0]?.name?.value];
        return { pgSettings: owed ? { ...settings, [LOOKS]: lookOf(owed, variableValues) } : settings };
      },
    },
    grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
  };
  serve(postgraphile(preset)).catch((error) => {
    process.send?.({ failed: String(error?.stack ?? error) });
  });
});

/** The log of events has a column of a type that PostGraphile does not know, and would write a page about. */
const transactionIds = {
  name: 'TransactionIdsPlugin',
  version: '1.0.0',
  gather: {
    hooks: {
      async pgCodecs_findPgCodec(_info, event) {
        if (event.pgType.typname === 'xid8') event.pgCodec ??= TYPES.text;
      },
    },
  },
};

function opening(openings, connectionString, max) {
  const connections = new pg.Pool({ connectionString, max });
  return async (header) => (await connections.query(openings[header])).rows[0].settings;
}

const LOOKS = 'bench.looks';

const lookOf = ({ name, text, parameters }, variables) =>
  JSON.stringify({ name, text, values: parameters.map((name) => variables[name]) });

/** Writes the looks that a transaction's settings tell of, as its last statement before the commit. */
function logging(connections) {
  connections.on('connect', (client) => {
    const send = client.query.bind(client);
    let owed;
    client.query = (query, ...rest) => {
      const settings = query?.text?.includes('set_config') ? query.values?.[0] : undefined;
      if (typeof settings === 'string' && settings.includes(LOOKS))
        owed = JSON.parse(JSON.parse(settings).find(([name]) => name === LOOKS)[1]);
      if (query?.text !== 'commit' || owed === undefined) return send(query, ...rest);
      const looks = owed;
      owed = undefined;
      return send(looks).then(() => send(query, ...rest));
    };
  });
  return connections;
}

async function serve(instance) {
  const server = createServer();
  server.keepAliveTimeout = 65_000;
  await instance.createServ(grafserv).addTo(server);
  server.listen(0, '127.0.0.1', () => process.send?.({ port: server.address().port }));
}

process.once('disconnect', () => process.exit(0));
