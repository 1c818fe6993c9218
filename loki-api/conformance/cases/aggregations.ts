import type { Cases } from '../case';
import { instant, range } from './asking';

const counted = 'count_over_time({service_name=~"order|payment|api|gateway|odd"}[20m])';
const per = `sum by (service_name, level, event) (${counted})`;
const steps = 'sum by (service_name, level) (count_over_time({service_name=~"order|payment"}[5m]))';

export const aggregations: Cases = [
  instant(`sum(${counted})`),
  instant(`sum by (service_name) (${counted})`),
  instant(`sum(${counted}) by (service_name)`),
  instant(`sum by () (${counted})`),
  instant(`sum by (missing) (${counted})`),
  instant(`sum by (service_name, missing) (${counted})`),
  instant(`sum without (event) (${per})`),
  instant(`sum without (service_name, level) (${per})`),
  instant(
    'sum without (trace_id, span_id, observed_timestamp, flags) (count_over_time({service_name="payment"}[20m]))',
  ),
  instant(`min by (service_name) (${per})`),
  instant(`max by (service_name) (${per})`),
  instant(`avg by (service_name) (${per})`),
  instant(`count by (service_name) (${per})`),
  instant(`count(${per})`),
  instant(`avg(${per})`),
  instant(`stddev(${per})`),
  instant(`stdvar by (service_name) (${per})`),
  instant(`topk(3, ${per})`, { ordered: true }),
  instant(`bottomk(2, ${per})`),
  instant('topk(1, sum by (service_name) (count_over_time({service_name=~"order|payment"}[20m])))', { ordered: true }),
  instant('topk by (level) (1, sum by (service_name, level) (count_over_time({service_name=~"order|payment"}[20m])))'),
  instant('topk(100, sum by (level) (count_over_time({service_name=~"order|payment"}[20m])))', { ordered: true }),
  instant(`sort(${per})`, { ordered: true }),
  instant(`sort_desc(${per})`, { ordered: true }),
  instant(`sort_desc(topk(4, ${per}))`, { ordered: true }),
  instant(`sort(sum by (service_name) (${counted}))`, { ordered: true }),
  range(steps, { step: '5m' }),
  range(`sum by (service_name) (${steps})`, { step: '5m' }),
  range(`max by (level) (${steps})`, { step: '5m' }),
  range(`min(${steps})`, { step: '2m' }),
  range(`avg by (service_name) (${steps})`, { step: '2m' }),
  range(`count by (service_name) (${steps})`, { step: '2m' }),
  range(`topk(2, ${steps})`, { step: '5m' }),
  range(`bottomk(1, ${steps})`, { step: '5m' }),
  range(`topk(1, sum by (service_name) (rate({service_name=~"order|payment"}[5m])))`, { step: '5m' }),
  range(`sort_desc(${steps})`, { step: '5m' }),
  range('avg(avg_over_time({service_name="order"} | unwrap duration_ms [5m]))', { step: '5m' }),
  range('sum by (level) (sum without (event) (count_over_time({service_name="order"} | keep event, level [5m])))', {
    step: '5m',
  }),
  instant('sum by (trace_id) (count_over_time({service_name="order", level="warn"}[5m]))'),
  instant('count(sum by (trace_id) (count_over_time({service_name="order"} | trace_id!="" [20m])))'),
  instant('max(sum by (service_name, level) (rate({service_name=~".+"}[20m])))'),
];
