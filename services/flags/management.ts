import { faultNames, faults, isFault } from '@sightline/faults';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { etagOf, type Flags } from './flags';

const ruleSchema = z.strictObject({
  percent: z.number().gt(0).max(100).default(100),
  where: z.partialRecord(z.enum(['service.name', 'service.version']), z.string().min(1).max(100)).optional(),
});

/** Sees and switches the flags. */
export function serveManagement(app: FastifyInstance, flags: Flags): void {
  app.get('/flags', async (request, reply) => sendUnlessKnown(request, reply, { flags: flags.list() }));

  app.get('/flags/:key', async (request) => flags.show(knownKey(request)));

  app.put('/flags/:key', async (request) => {
    const key = knownKey(request);
    const rule = ruleSchema.parse(request.body ?? {});
    if (faults[key].scope === 'process' && rule.percent < 100)
      throw new Refused(400, `${key} is a fault of a whole process: it is on or off, and takes no percent`);
    flags.switchOn(key, rule);
    return flags.show(key);
  });

  app.delete('/flags/:key', async (request) => {
    const key = knownKey(request);
    flags.switchOff(key);
    return flags.show(key);
  });

  app.delete('/flags', async () => {
    flags.switchAllOff();
    return { flags: flags.list() };
  });
}

/** Answers 304 to whoever has the content already. */
export function sendUnlessKnown(request: FastifyRequest, reply: FastifyReply, content: object): FastifyReply {
  const etag = etagOf(content);
  reply.header('etag', etag).header('cache-control', 'no-cache');
  return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.send(content);
}

/** What the client is told, with a status of its own. */
export class Refused extends Error {
  constructor(
    readonly status: 400 | 404,
    message: string,
  ) {
    super(message);
  }
}

function knownKey(request: FastifyRequest) {
  const { key } = request.params as { key: string };
  if (isFault(key)) return key;
  throw new Refused(404, `There is no flag of this name. There are: ${faultNames.join(', ')}`);
}
