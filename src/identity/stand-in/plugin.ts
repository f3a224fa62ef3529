import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyPluginAsync } from 'fastify';
import { mountPersonChoice } from './person-choice.js';
import { type StandInIssuer, type StandIns, standInIssuers, standInPath } from './stand-ins.js';

/**
 * A Fastify plugin that hands every request below `/demo/idporten` and `/demo/feide` to the issuer, unread. It takes a
 * promise too, since on a port chosen by the system the issuers' address is known only after listening.
 */
export function standInPlugin(standIns: StandIns | Promise<StandIns>): FastifyPluginAsync {
  return async (server) => {
    // The issuer reads the body itself; Fastify must leave the stream alone.
    server.removeAllContentTypeParsers();
    server.addContentTypeParser('*', (_request, _body, done) => done(null));
    for (const name of standInIssuers) {
      mountPersonChoice(server, name, standIns);
      const handlerOnceReady = handlerOf(name, standIns);
      server.all(`${standInPath(name)}/*`, async (request, reply) => {
        const handle = await handlerOnceReady();
        reply.hijack();
        await handle(request.raw, reply.raw);
      });
    }
  };
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function handlerOf(name: StandInIssuer, standIns: StandIns | Promise<StandIns>): () => Promise<Handler> {
  let callback: Handler | undefined;
  return async () => {
    callback ??= (await standIns)[name].provider.callback();
    return mounted(callback, standInPath(name));
  };
}

/** The provider routes below its own root, and tells from `originalUrl` where that is mounted. */
function mounted(callback: Handler, path: string): Handler {
  return (request, response) => {
    const originalUrl = request.url ?? '/';
    return callback(Object.assign(request, { originalUrl, url: originalUrl.slice(path.length) }), response);
  };
}
