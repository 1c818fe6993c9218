import { logEvents } from '@sightline/catalogue';
import { faultNames, faults, isFault } from '@sightline/faults';
import { type AttributesOf, emit } from '@sightline/observability';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { etagOf, type Flags } from './flags';
import { actorOf } from './guard-routes';
import { Refused } from './refused';

const ruleSchema = z.strictObject({
  percent: z.number().gt(0).max(100).default(100),
  where: z.partialRecord(z.enum(['service.name', 'service.version']), z.string().min(1).max(100)).optional(),
});

const read = { config: { needs: 'flags:read' } } as const;
const write = { config: { needs: 'flags:write' } } as const;

/** Sees and switches the flags; who switches one is kept in the audit log. */
export function serveManagement(app: FastifyInstance, flags: Flags): void {
  app.get('/flags', read, async (request, reply) => sendUnlessKnown(request, reply, { flags: flags.list() }));

  app.get('/flags/:key', read, async (request) => flags.show(knownKey(request)));

  app.put('/flags/:key', write, async (request) => {
    const key = knownKey(request);
    const rule = ruleSchema.parse(request.body ?? {});
    if (faults[key].scope === 'process' && rule.percent < 100)
      throw new Refused(400, `${key} is a fault of a whole process: it is on or off, and takes no percent`);
    flags.switchOn(key, rule);
    tell(request, { 'audit.change': 'on', 'feature_flag.key': key, 'feature_flag.percent': rule.percent });
    return flags.show(key);
  });

  app.delete('/flags/:key', write, async (request) => {
    const key = knownKey(request);
    flags.switchOff(key);
    tell(request, { 'audit.change': 'off', 'feature_flag.key': key });
    return flags.show(key);
  });

  app.delete('/flags', write, async (request) => {
    flags.switchAllOff();
    tell(request, { 'audit.change': 'all_off' });
    return { flags: flags.list() };
  });
}

function tell(
  request: FastifyRequest,
  what: Omit<AttributesOf<typeof logEvents.auditFlagSwitched>, 'audit.actor'>,
): void {
  emit(logEvents.auditFlagSwitched, { 'audit.actor': actorOf(request), ...what });
}

/** Answers 304 to whoever has the content already. */
export function sendUnlessKnown(request: FastifyRequest, reply: FastifyReply, content: object): FastifyReply {
  const etag = etagOf(content);
  reply.header('etag', etag).header('cache-control', 'no-cache');
  return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.send(content);
}

function knownKey(request: FastifyRequest) {
  const { key } = request.params as { key: string };
  if (isFault(key)) return key;
  throw new Refused(404, `There is no flag of this name. There are: ${faultNames.join(', ')}`);
}
