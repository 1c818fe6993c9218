import {
  counterOf,
  defineCatalogue,
  histogramOf,
  libraryCatalogue,
  logEventOf,
  open,
} from '@sightline/observability/catalogue';
import { httpServices } from './http-services';

const method = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;
const route = open(64, '/orders/:id');
const status = open(40, '201');
const refusals = [
  'headers_too_large',
  'body_malformed',
  'timeout',
  'malformed',
  'method',
  'expectation',
  'connect',
] as const;

/** What a service's API tells besides. */
export const httpApi = defineCatalogue({
  name: 'http-api',
  emittedBy: httpServices,
  uses: [libraryCatalogue],
  metrics: {
    httpServerUnreadable: counterOf({
      name: 'http_server_unreadable_requests_total',
      description: 'What came and was no request, was not complete in time, or asked for what a server cannot do',
      unit: '{request}',
      labels: { reason: refusals },
    }),
    ecommerceRequestDuration: histogramOf({
      name: 'ecommerce_request_duration_seconds',
      description: 'Time a shop request takes, in the coarse buckets the business reports use',
      unit: 's',
      labels: { method, route, status },
      buckets: [0.01, 0.05, 0.1, 0.5, 1, 2, 5],
    }),
  },
  attributes: {
    'http.refusal': { type: 'string', description: 'Why what came could not be read as a request', values: refusals },
  },
  logEvents: {
    httpRequestUnreadable: logEventOf({
      name: 'http.request.unreadable',
      level: 'warn',
      message: 'What came could not be read as a request',
      description: 'Headers too large, a broken body, a client too slow; a few of many are told, all are counted',
      attributes: ['http.refusal', 'error.type'],
      atMost: { perSecond: 0.2, burst: 5 },
    }),
    httpRequestFailed: logEventOf({
      name: 'http.request.failed',
      level: 'error',
      message: 'Request failed with an unexpected error',
      description: 'An error nobody expected (a 5xx), with its stack',
      attributes: ['http.request.method', 'http.route'],
    }),
    httpRequestRejected: logEventOf({
      name: 'http.request.rejected',
      level: 'warn',
      message: 'Request rejected',
      description: 'A 4xx, with the reason but never the value that was refused',
      attributes: ['http.request.method', 'http.route', 'http.response.status_code', 'error.type'],
    }),
  },
});
