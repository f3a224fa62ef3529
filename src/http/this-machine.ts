import type { FastifyRequest } from 'fastify';

const loopback = /^(?:::ffff:)?127\.|^::1$/;

/** Whether a request came from this machine. In production that is no proof: behind a proxy everybody does. */
export function isOfThisMachine(request: FastifyRequest): boolean {
  return loopback.test(request.socket.remoteAddress ?? '');
}
