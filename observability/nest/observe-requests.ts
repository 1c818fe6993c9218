import { type Context, context, trace } from '@opentelemetry/api';
import { getRPCMetadata, RPCType } from '@opentelemetry/core';
import { otherValue } from '../catalogue/declare';
import { logEvents, metrics } from '../catalogue/index';
import { emitAt } from '../logging/emit';
import { counter } from '../metrics/counter';
import { gauge } from '../metrics/gauge';
import { histogram } from '../metrics/histogram';
import { isProbe } from '../tracing/probes';
import type { FastifyReply, FastifyRequest, FastifyServer } from './fastify-server';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';

/** Adds the hooks that make every request of a Fastify server visible; probes and scrapes leave no trace. */
export function observeRequests(server: FastifyServer): void {
  // The response ends outside the request's asynchronous context, so it is kept from the beginning.
  const contexts = new WeakMap<object, Context>();
  const active = gauge(metrics.httpServerActiveRequests);
  const done = (request: FastifyRequest) => {
    const requestContext = contexts.get(request);
    if (requestContext) active.add({ http_request_method: request.method as Method }, -1);
    contexts.delete(request);
    return requestContext;
  };

  server.addHook('onRequest', (request, reply, next) => {
    if (!isProbe(request.url)) {
      contexts.set(request, context.active());
      active.add({ http_request_method: request.method as Method }, 1);
      nameServerSpan(request.routeOptions.url);
      const traceId = trace.getActiveSpan()?.spanContext().traceId;
      if (traceId) reply.header('x-trace-id', traceId);
    }
    next();
  });

  server.addHook('onResponse', (request, reply, next) => {
    const requestContext = done(request);
    if (requestContext) context.with(requestContext, () => recordRequest(request, reply));
    next();
  });

  // A client that goes away before the response ends gets no onResponse.
  server.addHook('onRequestAbort', (request, next) => {
    done(request);
    next();
  });
}

/** Gives the instrumentation of HTTP the route, which only the framework knows: `POST /orders/:id/cancel`. */
function nameServerSpan(route: string | undefined): void {
  const rpc = getRPCMetadata(context.active());
  if (rpc?.type === RPCType.HTTP && route !== undefined) rpc.route = route;
}

function recordRequest(request: FastifyRequest, reply: FastifyReply): void {
  const method = request.method as Method;
  const route = request.routeOptions.url;
  const seconds = reply.elapsedTime / 1000;
  const status = String(reply.statusCode);

  histogram(metrics.httpServerRequestDuration).observe(
    { http_request_method: method, http_route: route ?? otherValue, http_response_status_code: status },
    seconds,
  );
  histogram(metrics.ecommerceRequestDuration).observe({ method, route: route ?? otherValue, status }, seconds);
  if (reply.statusCode === 429) counter(metrics.httpServerRateLimited).inc({ http_route: route ?? otherValue });

  emitAt(logEvents.httpRequestCompleted, levelOf(reply.statusCode), {
    'http.request.method': method,
    'http.route': route,
    'url.path': pathOf(request.url),
    'http.response.status_code': reply.statusCode,
    'http.server.request.duration': Number(seconds.toFixed(6)),
  });
}

const levelOf = (status: number) => (status >= 500 ? 'error' : status >= 400 ? 'warn' : 'info');

const pathOf = (url: string) => url.split('?', 1)[0] ?? url;
