import { context, trace } from '@opentelemetry/api';
import { getRPCMetadata, RPCType } from '@opentelemetry/core';
import { otherValue } from '../catalogue/declare';
import { logEvents, metrics } from '../catalogue/library';
import { emit, emitAt } from '../logging/emit';
import { counter } from '../metrics/counter';
import { gauge } from '../metrics/gauge';
import { histogram } from '../metrics/histogram';
import { cutText } from '../redaction/cut-text';
import { isProbe } from '../tracing/probes';
import { countingQueries, queriesCounted } from '../tracing/query-count';
import type { FastifyReply, FastifyRequest, FastifyServer } from './fastify-server';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';

/** A request that was answered. */
export interface CompletedRequest {
  readonly method: Method;
  /** The template, never the path; `_OTHER` for a request that matches none. */
  readonly route: string;
  readonly status: string;
  readonly seconds: number;
}

/** Makes every request of a Fastify server visible; probes and scrapes leave no trace. `completed` hears of each, inside its trace. */
export function observeRequests(server: FastifyServer, completed?: (request: CompletedRequest) => void): void {
  const underWay = gauge(metrics.httpServerActiveRequests);
  server.addHook('onRequest', (request, reply, next) => {
    if (isProbe(request.url)) return next();
    countingQueries(() => {
      const labels = { http_request_method: request.method as Method };
      underWay.add(labels, 1);
      nameServerSpan(request.routeOptions.url);
      const traceId = trace.getActiveSpan()?.spanContext().traceId;
      if (traceId) reply.header('x-trace-id', traceId);
      // `close` comes whether the response was sent or its reader went away; Fastify's onResponse only knows the first.
      const atEnd = () => {
        underWay.add(labels, -1);
        const answered = recordRequest(request, reply);
        try {
          completed?.(answered);
        } catch (error) {
          // Thrown from here it would end the service.
          emit(logEvents.hookFailed, {}, error);
        }
      };
      // Before the instrumentation's own listener, which puts the status on the span.
      const active = context.active();
      reply.raw.prependOnceListener('close', () => context.with(active, atEnd));
      next();
    });
  });
}

/** Gives the instrumentation of HTTP the route, which only the framework knows: `POST /orders/:id/cancel`. */
function nameServerSpan(route: string | undefined): void {
  const rpc = getRPCMetadata(context.active());
  if (rpc?.type === RPCType.HTTP && route !== undefined) rpc.route = route;
}

function recordRequest(request: FastifyRequest, reply: FastifyReply): CompletedRequest {
  const method = request.method as Method;
  const route = request.routeOptions.url;
  const seconds = reply.elapsedTime / 1000;
  const wentAway = !reply.raw.writableFinished;
  if (wentAway) reply.raw.statusCode = CLIENT_CLOSED_REQUEST;
  const code = reply.raw.statusCode;
  const status = String(code);
  histogram(metrics.httpServerRequestDuration).observe(
    { http_request_method: method, http_route: route ?? otherValue, http_response_status_code: status },
    seconds,
  );
  histogram(metrics.httpServerDatabaseQueries).observe(
    { http_request_method: method, http_route: route ?? otherValue },
    queriesCounted() ?? 0,
  );
  if (code === 429) counter(metrics.httpServerRateLimited).inc({ http_route: route ?? otherValue });

  const outcome = {
    'http.request.method': method,
    'http.route': route,
    'url.path': pathOf(request.url),
    'http.server.request.duration': Math.round(seconds * 1e6) / 1e6,
    'http.response.status_code': code,
  };
  if (wentAway) emit(logEvents.httpRequestAborted, outcome);
  else emitAt(logEvents.httpRequestCompleted, levelOf(code), outcome);
  return { method, route: route ?? otherValue, status, seconds };
}

/** As nginx has it, and many after it: the client went away before it had the response. */
const CLIENT_CLOSED_REQUEST = 499;

const levelOf = (status: number) => (status >= 500 ? 'error' : status >= 400 ? 'warn' : 'info');

/** Longer than any address of ours. */
const PATH_LENGTH = 2_048;

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return cutText(query === -1 ? url : url.slice(0, query), PATH_LENGTH);
}
