import { type Context, evaluate, faultNames, isFault, TargetingKeyMissing } from '@sightline/faults';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Flags } from './flags';
import { sendUnlessKnown } from './management';

const requestSchema = z.object({
  context: z.looseObject({ targetingKey: z.string().max(1_000).optional() }).default({}),
});

const read = { config: { needs: 'flags:read' } } as const;

/**
 * The OpenFeature Remote Evaluation Protocol: any OpenFeature SDK can read the flags through its OFREP provider.
 * https://github.com/open-feature/protocol
 */
export function serveOfrep(app: FastifyInstance, flags: Flags): void {
  app.post('/ofrep/v1/evaluate/flags/:key', read, async (request, reply) => {
    const { key } = request.params as { key: string };
    const context = contextOf(request.body);
    if (!context) return reply.code(400).send({ key, ...invalidContext });
    const result = evaluated(flags, key, context);
    return reply.code(statusOf(result)).send(result);
  });

  app.post('/ofrep/v1/evaluate/flags', read, async (request, reply): Promise<FastifyReply> => {
    const context = contextOf(request.body);
    if (!context) return reply.code(400).send(invalidContext);
    return sendUnlessKnown(request, reply, { flags: faultNames.map((key) => evaluated(flags, key, context)) });
  });
}

const invalidContext = {
  errorCode: 'INVALID_CONTEXT',
  errorDetails: 'Send {"context": {"targetingKey": "..."}}, a targetingKey of 1000 characters at most',
};

const contextOf = (body: unknown): Context | undefined => requestSchema.safeParse(body ?? {}).data?.context;

type Result = { readonly key: string } & (
  | { readonly value: boolean; readonly variant: string; readonly reason: string }
  | { readonly errorCode: 'FLAG_NOT_FOUND' | 'TARGETING_KEY_MISSING'; readonly errorDetails: string }
);

function evaluated(flags: Flags, key: string, context: Context): Result {
  if (!isFault(key)) return { key, errorCode: 'FLAG_NOT_FOUND', errorDetails: `There are: ${faultNames.join(', ')}` };
  try {
    return { key, ...evaluate(key, flags.ruleOf(key), context) };
  } catch (error) {
    if (!(error instanceof TargetingKeyMissing)) throw error;
    return { key, errorCode: error.code, errorDetails: error.message };
  }
}

function statusOf(result: Result): number {
  if (!('errorCode' in result)) return 200;
  return result.errorCode === 'FLAG_NOT_FOUND' ? 404 : 400;
}
