import fastifyCookie from '@fastify/cookie';
import type { FastifyInstance } from 'fastify';
import type { Door } from './door.js';
import { mountSession } from './session-routes.js';
import { mountSignIn } from './sign-in-routes.js';

/**
 * Signing in and out in a browser, and who is signed in; alone among the routes these set cookies.
 * @param proxies how many proxies of our own stand in front.
 */
export function mountDoor(app: FastifyInstance, door: Door, proxies: number): void {
  app.register(async (scope) => {
    await scope.register(fastifyCookie, { hook: false });
    mountSignIn(scope, door, proxies);
    mountSession(scope, door);
  });
}
