import type { FastifyAdapter } from '@nestjs/platform-fastify';

type OnResponse = Parameters<FastifyAdapter['setOnResponseHook']>[0];

// Fastify as Nest's adapter has it: the types are taken from there, so that they can never be of another version.
export type FastifyRequest = Parameters<OnResponse>[0];
export type FastifyReply = Parameters<OnResponse>[1];
export type FastifyServer = FastifyRequest['server'];
