import type { FastifyInstance } from 'fastify';
import { StartFailure } from '../errors/start-failure.js';

/** How long operations that run may go on once the server stops. */
const DRAIN_MS = 10_000;

/** Where to listen; port 0 lets the system choose. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * Listens on the address.
 * @throws StartFailure PORT_IN_USE, or CONFIG_INVALID for an address that this machine does not give.
 */
export async function listen(
  app: FastifyInstance,
  { host, port }: Address,
): Promise<{ readonly url: string }> {
  try {
    await app.listen({ host, port, listenTextResolver: (address) => `listening at ${address}` });
  } catch (error) {
    throw startFailureOf(error, host, port);
  }
  const bound = app.server.address();
  const boundPort = typeof bound === 'object' && bound !== null ? bound.port : port;
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return { url: `http://${name.includes(':') ? `[${name}]` : name}:${boundPort}` };
}

function startFailureOf(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return new StartFailure(
      'PORT_IN_USE',
      `Port ${port} on ${host} is in use by another program: stop it, or start on a free one: PORT=${port < 65_535 ? port + 1 : 4000} npm start`,
    );
  if (code === 'EACCES')
    return new StartFailure('CONFIG_INVALID', `PORT: this account may not listen on port ${port}.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new StartFailure('CONFIG_INVALID', `HOST: ${host} is not an address of this machine.`);
  return error;
}

/** Stops listening, closes idle connections, and waits for the others, whose end is forced when the time is up. */
export async function drain(app: FastifyInstance): Promise<void> {
  const force = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS);
  try {
    await app.close();
  } finally {
    clearTimeout(force);
  }
}
