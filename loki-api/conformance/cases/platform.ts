import type { Cases } from '../case';
import { traceId } from '../data/shop';
import { asking, instant, lines, range } from './asking';

/** What the command line, the tests and Grafana's Explore ask, over made lines of the same shape. */
export const platform: Cases = [
  lines(`{service_name=~".+"} | trace_id=\`${traceId('order', 7)}\``, {
    limit: 1000,
    direction: 'forward',
    categorised: true,
  }),
  lines(
    '{service_name=~".+", level=~"warn|error|fatal"} | keep service_name, level, event, exception_message, error_type',
    {
      limit: 2000,
      categorised: true,
      direction: 'backward',
      from: '10m',
      to: '15m',
    },
  ),
  lines('{service_name="order", level="error"} | event="service.failed"', { categorised: true }),
  lines(`{service_name=~"order|payment"} | trace_id=~"a00000000.*"`, { limit: 5, categorised: true }),
  lines('{service_name=~"order|payment"} | event=`http.request.completed`', { limit: 5, categorised: true }),
  lines('{service_name="payment"} | event="message.dead_lettered" | dead_letter_reason="malformed"', {
    categorised: true,
  }),
  lines('{service_name="order"} | event="http.request.completed" | service_version="0.2.0"', {
    limit: 4,
    categorised: true,
  }),
  instant('sum by (event) (count_over_time({service_name=~"order|payment"} | trace_id=~"a000000000000.*" [900s]))'),
  instant('sum(rate({service_name="order", level=~"warn|error"}[1m])) > 0.01'),
  lines('{service_name=~".+"} | event="feature_flag.changed"', {
    limit: 1000,
    direction: 'forward',
    categorised: true,
  }),
  // Explore: its health check, its histogram of lines, its statistics.
  instant('vector(1) + vector(1)'),
  range('sum by (level, detected_level) (count_over_time({service_name="order"} |= "POST" [60s]))'),
  range('sum by (level) (count_over_time({service_name=~".+"} | drop __error__ [120s]))', { step: '120s' }),
  lines('{service_name="order"} |= `POST` | http_route=`/orders` | drop __error__', { limit: 4, categorised: true }),
  lines('{service_name="api"} | json | logfmt | drop __error__, __error_details__', { limit: 4, categorised: true }),
  lines('{service_name="order"} |~ `(?i)post`', { limit: 4, categorised: true }),
  asking('index/stats', { query: '{service_name="nobody"}' }, { from: '0s', to: '20m', estimated: true }),
  asking('label/service_name/values', { query: '{level=~"warn|error|fatal"}' }, { from: '0s', to: '20m' }),
];
