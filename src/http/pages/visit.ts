import type { FastifyReply, FastifyRequest } from 'fastify';

/** Answers somebody who opens `/graphql` in a browser. */
export type Visit = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
