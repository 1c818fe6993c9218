import { type EventEmitter, errorMonitor } from 'node:events';
import { Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Server as HttpsServer } from 'node:https';
import {
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { type RPCMetadata, RPCType, setRPCMetadata, suppressTracing } from '@opentelemetry/core';
import { spans } from '../catalogue/library';
import { spanNameOf } from '../catalogue/names';
import { isProbe } from './probes';
import { methodOf, requestAttributes, type Scheme } from './server-attributes';
import { recordError } from './span-error';
import { tracer } from './tracer';

/**
 * Makes a span of each request that a server of this process answers, from now on, and has the request handled inside it; probes leave none.
 * OpenTelemetry's own instrumentation does the same, and looks at each request for much that nobody asks about: half of all that
 * tracing cost a small handler. Returns what takes it back.
 */
export function traceServers(): () => void {
  const untrace = [traced(HttpServer.prototype, 'http'), traced(HttpsServer.prototype, 'https')];
  return () => {
    for (const each of untrace) each();
  };
}

function traced(server: HttpServer, scheme: Scheme): () => void {
  const { emit } = server;
  server.emit = function (this: HttpServer, event: string, ...args: unknown[]): boolean {
    const handle = () => Reflect.apply(emit, this, [event, ...args]) as boolean;
    if (event !== 'request') return handle();
    const [request, response] = args as [IncomingMessage, ServerResponse];
    if (isProbe(request.url ?? '')) return handleIn(untraced, request, response, handle);
    return handleTraced(scheme, request, response, handle);
  };
  return () => {
    server.emit = emit;
  };
}

const untraced = suppressTracing(ROOT_CONTEXT);

function handleTraced(
  scheme: Scheme,
  request: IncomingMessage,
  response: ServerResponse,
  handle: () => boolean,
): boolean {
  const parent = propagation.extract(ROOT_CONTEXT, request.headers);
  const method = methodOf(request);
  const span = tracer.startSpan(nameOf(method), { kind: SpanKind.SERVER }, parent);
  // What is not sampled is not told either.
  if (span.isRecording()) span.setAttributes(requestAttributes(request, scheme));
  const rpc: RPCMetadata = { type: RPCType.HTTP, span };
  response.on(errorMonitor, (error: Error) => recordError(span, error));
  response.on('close', () => {
    if (span.isRecording()) describeResponse(span, method, response.statusCode, rpc.route);
    span.end();
  });
  try {
    return handleIn(setRPCMetadata(trace.setSpan(parent, span), rpc), request, response, handle);
  } catch (error) {
    recordError(span, error);
    throw error;
  }
}

const names = new Map<string, string>();

/** Frameworks have few routes; the bound is for one that tells paths. */
function nameOf(method: string, route?: string): string {
  const key = `${method} ${route}`;
  const known = names.get(key);
  if (known !== undefined) return known;
  const attributes = { 'http.request.method': method, 'http.route': route };
  const name = spanNameOf(spans.httpServer, attributes) ?? spanNameOf(spans.httpServerUnrouted, attributes) ?? method;
  if (names.size < 1_000) names.set(key, name);
  return name;
}

/** The route is what a framework has put into the metadata: it comes to know it after the request has come. */
function describeResponse(span: Span, method: string, status: number, route: string | undefined): void {
  span.setAttribute('http.response.status_code', status);
  if (route !== undefined) span.setAttribute('http.route', route).updateName(nameOf(method, route));
  // What a client did wrong is no failure of the server.
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
}

function handleIn(ctx: Context, request: IncomingMessage, response: ServerResponse, handle: () => boolean): boolean {
  // Node.js reads the body, and closes both, on behalf of the connection, which belongs to no request.
  keepIn(ctx, request);
  keepIn(ctx, response);
  return context.with(ctx, handle);
}

/** Has everybody who listens to it hear it in this context; most of what it tells nobody listens to. */
function keepIn(ctx: Context, emitter: EventEmitter): void {
  const { emit } = emitter;
  emitter.emit = (...event: Parameters<typeof emit>) => {
    const isHeard = emitter.listenerCount(event[0]) > 0 && context.active() !== ctx;
    return isHeard ? context.with(ctx, () => Reflect.apply(emit, emitter, event)) : Reflect.apply(emit, emitter, event);
  };
}
