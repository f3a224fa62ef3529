// PostGraphile 5 on the benchmark's database, with the product's row policies: each request runs under the hat and the
// scope of its person. It works the scope out for each request, as the product does, in one message on a connection
// beside; or it is spared that and gets the scopes ready made.
import { createServer } from 'node:http';
import { PgSimplifyInflectionPreset } from '@graphile/simplify-inflection';
import { grafserv } from 'grafserv/node';
import pg from 'pg';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { PostGraphileConnectionFilterPreset } from 'postgraphile-plugin-connection-filter';

process.once('message', ({ databaseUrl, pool, scopes, openings }) => {
  const settingsOf = openings ? opening(openings, databaseUrl, pool) : (header) => scopes[header];
  const preset = {
    extends: [PostGraphileAmberPreset, PgSimplifyInflectionPreset, PostGraphileConnectionFilterPreset],
    // The role that logs in may read nothing by itself, and some orders asked for here have no index of their own.
    disablePlugins: ['PgRBACPlugin', 'PgIndexBehaviorsPlugin'],
    pgServices: [
      makePgService({ connectionString: databaseUrl, schemas: ['public'], poolConfig: { max: pool } }),
    ],
    schema: { connectionFilterRelations: true, dontSwallowErrors: true },
    grafast: {
      context: async ({ node }) => ({ pgSettings: await settingsOf(node?.req.headers.authorization) }),
    },
    grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
  };
  serve(postgraphile(preset)).catch((error) => {
    process.send?.({ failed: String(error?.stack ?? error) });
  });
});

function opening(openings, connectionString, max) {
  const connections = new pg.Pool({ connectionString, max });
  return async (header) => {
    const results = await connections.query(openings[header]);
    return results.find(({ rows }) => rows[0]?.settings)?.rows[0].settings;
  };
}

async function serve(instance) {
  const server = createServer();
  server.keepAliveTimeout = 65_000;
  await instance.createServ(grafserv).addTo(server);
  server.listen(0, '127.0.0.1', () => process.send?.({ port: server.address().port }));
}

process.once('disconnect', () => process.exit(0));
