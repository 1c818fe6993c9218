import { setTimeout as delay } from 'node:timers/promises';
import type { TlsOptions } from 'node:tls';
import { type ApiKeys, Doorkeeper } from '@sightline/access';
import { fastifyServer } from '@sightline/config';
import fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Behaviour, behaviourSchema, sampleLatency } from './behaviour';
import { type Entry, Ledger } from './ledger';
import { reactionTo } from './reaction';

const keySchema = z.string().min(1).max(200);
const referenceSchema = z.string().min(1).max(200);

const chargeSchema = z.object({
  reference: referenceSchema,
  amountCents: z.int().positive(),
  currency: z.string().length(3),
  token: z.string().min(1).max(200),
});

/** `charge` is the Idempotency-Key of the charge to take back. */
const refundSchema = z.object({ reference: referenceSchema, charge: keySchema });

export interface BankServerOptions {
  readonly ledger?: Ledger;
  /** Who is let in; without them, everybody. */
  readonly keys?: ApiKeys;
  /** Under TLS alone, where it is given. */
  readonly tls?: TlsOptions;
}

/**
 * A simulated acquirer. It is a third party: it knows nothing of our traces, emits no telemetry, and is sometimes slow,
 * failing, or silent.
 */
export function createBank({ ledger = new Ledger(), keys, tls }: BankServerOptions = {}): FastifyInstance {
  const app = fastify({ ...fastifyServer(tls), bodyLimit: 16_384, forceCloseConnections: true });
  if (keys) letInWith(app, new Doorkeeper(keys));
  let behaviour: Behaviour = behaviourSchema.parse({});
  const attempts = new Map<string, number>();

  /** Books by `book` and waits as the behaviour has it; `undefined` when the bank fails. May never come back. */
  async function process(request: { key: string; token?: string }, book: (declined: boolean) => Entry) {
    const attempt = (attempts.get(request.key) ?? 0) + 1;
    attempts.set(request.key, attempt);
    const reaction = reactionTo({ ...request, attempt }, behaviour);
    await delay(sampleLatency(behaviour.latencyMs));
    if (reaction === 'fail') return undefined;
    if (reaction === 'silence') return never;
    const entry = book(reaction === 'decline');
    if (reaction === 'hang') return never;
    attempts.delete(request.key);
    return entry;
  }

  app.setErrorHandler((error, _request, reply) =>
    error instanceof z.ZodError
      ? reply.code(400).send({ error: 'bad_request', fields: error.issues.map((issue) => issue.path.join('.')) })
      : reply.send(error),
  );

  app.post('/charges', async (request, reply) => {
    const key = keySchema.parse(request.headers['idempotency-key']);
    const { token, ...charge } = chargeSchema.parse(request.body);
    const entry = await process({ key, token }, (declined) =>
      declined ? ledger.decline({ key, ...charge }) : ledger.charge({ key, ...charge }),
    );
    if (!entry) return reply.code(503).send({ error: 'unavailable' });
    return entry.kind === 'charge'
      ? reply.code(201).send({ status: 'captured', id: entry.id })
      : reply.code(402).send({ status: 'declined', id: entry.id });
  });

  app.post('/refunds', async (request, reply) => {
    const key = keySchema.parse(request.headers['idempotency-key']);
    const { charge, reference } = refundSchema.parse(request.body);
    const entry = await process({ key }, () => ledger.reverse({ key: charge, reference }));
    if (!entry) return reply.code(503).send({ error: 'unavailable' });
    return { status: entry.kind === 'refund' ? 'refunded' : 'voided', id: entry.id };
  });

  app.get('/ledger', async (request) => {
    const { reference } = z.object({ reference: referenceSchema }).parse(request.query);
    return { entries: ledger.of(reference) };
  });

  app.get('/behaviour', async () => behaviour);
  app.put('/behaviour', async (request) => {
    behaviour = behaviourSchema.parse(request.body);
    return behaviour;
  });

  app.get('/health/live', async () => ({ status: 'ok' }));
  return app;
}

/** Everything but whether it lives is for those whose key may charge. */
function letInWith(app: FastifyInstance, doorkeeper: Doorkeeper): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url === '/health/live') return undefined;
    const refusal = doorkeeper.refusalOf(request.raw, { names: [], right: 'bank:charge' });
    if (refusal === undefined) return undefined;
    return reply.code(refusal.status).headers(refusal.headers).send({ error: refusal.message });
  });
}

const never = new Promise<never>(() => {});
