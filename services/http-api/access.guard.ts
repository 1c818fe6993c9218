import {
  applyDecorators,
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiExtension, ApiSecurity } from '@nestjs/swagger';
import { anonymousName, type Right } from '@sightline/access';
import { logEvents } from '@sightline/catalogue';
import { emit } from '@sightline/observability';
import type { FastifyRequest } from 'fastify';
import { callerOf } from './callers';
import { Problem } from './problem';

const NEEDED = 'sightline:needed-right';
const NOTHING = 'nothing';

/** Where the description of an operation says which right it needs. */
export const rightExtension = 'x-right';

/** The right that a caller needs for this. */
export const Needs = (right: Right) =>
  applyDecorators(SetMetadata(NEEDED, right), ApiSecurity('api-key'), ApiExtension(rightExtension, right));

/** Anybody may. */
export const Public = () => SetMetadata(NEEDED, NOTHING);

/** The name of the key that the request came with: who did it, for the audit log. */
export const Actor = createParamDecorator(
  (_: unknown, context: ExecutionContext): string =>
    callerOf(context.switchToHttp().getRequest<FastifyRequest>())?.name ?? anonymousName,
);

/** Asked by the platform itself, and served by the library, which knows no rights. */
const METRICS = '/metrics';

/** Lets a request pass only with the right that its route declares. A route that declares none lets nobody pass: none can be forgotten. */
export class AccessGuard implements CanActivate {
  readonly #reflector = new Reflector();

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const declared = [context.getHandler(), context.getClass()];
    const needed = this.#reflector.getAllAndOverride<Right | typeof NOTHING | undefined>(NEEDED, declared);
    if (needed === NOTHING || request.routeOptions.url === METRICS) return true;
    const caller = callerOf(request);
    if (needed !== undefined && caller?.rights.has(needed)) return true;
    if (caller === undefined || caller.name === anonymousName) throw keyRequired(needed);
    emit(logEvents.auditAccessRefused, { 'audit.actor': caller.name, 'audit.right': needed ?? NOTHING });
    throw rightMissing(caller.name, needed);
  }
}

const keyRequired = (needed: Right | undefined) =>
  new Problem({
    status: 401,
    kind: 'api-key-required',
    title: 'A valid API key is needed',
    detail: `Send one in the header x-api-key${needed ? `; it needs the right ${needed}` : ''}.`,
    headers: { 'www-authenticate': 'ApiKey header="x-api-key"' },
  });

const rightMissing = (name: string, needed: Right | undefined) =>
  new Problem({
    status: 403,
    kind: 'right-missing',
    title: 'This key may not do that',
    detail: needed ? `The key "${name}" does not have the right ${needed}.` : 'No key may.',
  });
