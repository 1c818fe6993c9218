import { counterOf, gaugeOf, histogramOf, logEventOf, open, spanOf } from './declare';
import { defineCatalogue } from './define';
import { runtime } from './runtime';

const method = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;
const route = open(64, '/carts/:id');
const status = open(40, '201');
const serverAttributes = [
  'http.request.method',
  'http.request.method_original',
  'http.response.status_code',
  'url.path',
  'url.query',
  'url.scheme',
  'server.address',
  'server.port',
  'client.address',
  'network.protocol.version',
  'user_agent.original',
  'error.type',
] as const;

/** Requests a service answers and makes. Names follow the stable HTTP semantic conventions (1.23 and later). */
export const http = defineCatalogue({
  name: 'http',
  uses: [runtime],
  metrics: {
    httpServerRequestDuration: histogramOf({
      name: 'http_server_request_duration_seconds',
      description: 'Time from the first byte of a request to the end of its response',
      unit: 's',
      labels: { http_request_method: method, http_route: route, http_response_status_code: status },
      buckets: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    }),
    httpServerActiveRequests: gaugeOf({
      name: 'http_server_active_requests',
      description: 'Requests being answered right now',
      unit: '{request}',
      labels: { http_request_method: method },
    }),
    httpServerRateLimited: counterOf({
      name: 'http_server_rate_limited_requests_total',
      description: 'Requests refused with 429 because their client used up its tokens',
      unit: '{request}',
      labels: { http_route: route },
    }),
    httpServerDatabaseQueries: histogramOf({
      name: 'http_server_request_db_queries',
      description: 'Database statements that one request makes',
      unit: '{query}',
      labels: { http_request_method: method, http_route: route },
      buckets: [0, 1, 2, 5, 10, 20, 50, 100],
    }),
  },
  spans: {
    httpServer: spanOf({
      name: '{http.request.method} {http.route}',
      description: 'A request this service answers',
      kind: 'server',
      attributes: [...serverAttributes, 'http.route'],
    }),
    httpServerUnrouted: spanOf({
      name: '{http.request.method}',
      description: 'A request that matches no route',
      kind: 'server',
      attributes: serverAttributes,
    }),
    httpClient: spanOf({
      name: '{http.request.method}',
      description: 'A request this service makes',
      kind: 'client',
      attributes: [
        'http.request.method',
        'http.request.method_original',
        'http.response.status_code',
        'http.request.resend_count',
        'url.full',
        'url.path',
        'url.query',
        'url.scheme',
        'peer.service',
        'server.address',
        'server.port',
        'network.peer.address',
        'network.peer.port',
        'network.protocol.version',
        'user_agent.original',
        'error.type',
      ],
      instrumentation: '@opentelemetry/instrumentation-undici',
    }),
  },
  attributes: {
    'http.request.method': { type: 'string', description: 'The method; `_OTHER` for one the conventions do not know' },
    'http.request.method_original': {
      type: 'string',
      description: 'The method as it came, when it is not a known one',
    },
    'http.request.resend_count': { type: 'int', description: 'Which repetition this request is; absent on the first' },
    'http.route': { type: 'string', description: 'The route template, never the path' },
    'http.response.status_code': { type: 'int', description: 'The status that was sent' },
    'http.server.request.duration': { type: 'double', description: 'Seconds the request took' },
    'url.full': { type: 'string', description: 'The address asked for, redacted' },
    'url.path': { type: 'string', description: 'The path as it came, redacted' },
    'url.query': { type: 'string', description: 'The query string, redacted' },
    'url.scheme': { type: 'string', description: 'http or https' },
    'peer.service': { type: 'string', description: 'The name of the third party that was called' },
    'server.address': { type: 'string', description: 'The host of the server' },
    'server.port': { type: 'int', description: 'The port of the server' },
    'client.address': { type: 'string', description: 'Who asked, as far as the server can tell' },
    'network.peer.address': { type: 'string', description: 'The other end of the connection' },
    'network.peer.port': { type: 'int', description: 'The port at the other end' },
    'network.protocol.version': { type: 'string', description: '1.1, 2' },
    'user_agent.original': { type: 'string', description: 'The User-Agent header, redacted' },
  },
  logEvents: {
    httpRequestCompleted: logEventOf({
      name: 'http.request.completed',
      level: 'info',
      alsoAt: ['warn', 'error'],
      message: 'Request completed',
      description: 'One line per request: info below 400, warn below 500, error from 500',
      attributes: [
        'http.request.method',
        'http.route',
        'url.path',
        'http.response.status_code',
        'http.server.request.duration',
      ],
    }),
    httpRequestAborted: logEventOf({
      name: 'http.request.aborted',
      level: 'info',
      message: 'The client went away before it had the response',
      description: 'No error of ours: its status is 499. The work may be done all the same',
      attributes: [
        'http.request.method',
        'http.route',
        'url.path',
        'http.response.status_code',
        'http.server.request.duration',
      ],
    }),
  },
});
