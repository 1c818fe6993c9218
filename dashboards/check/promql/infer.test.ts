import { describe, expect, it } from 'vitest';
import { written } from './dimension';
import { infer } from './infer';

const measured = (expr: string) => {
  const dimension = infer(expr);
  return dimension && written(dimension);
};

describe('what a query measures', () => {
  it.each([
    ['http_server_request_duration_seconds_count', 'thing'],
    ['rate(http_server_request_duration_seconds_count[1m])', 's^-1 thing'],
    ['sum by (service_name) (rate(http_server_request_duration_seconds_count[1m])) * 60', '60 x s^-1 thing'],
    ['histogram_quantile(0.95, sum by (le) (rate(http_server_request_duration_seconds_bucket[1m])))', 's'],
    ['rate(process_cpu_seconds_total[1m])', 'ratio'],
    ['process_resident_memory_bytes / 1024', `${1 / 1024} x By`],
    ['rate(system_disk_io_bytes_total[1m])', 'By s^-1'],
    ['sum(rate(ecommerce_orders_total[1m])) / sum(rate(ecommerce_payments_total[1m]))', 'ratio'],
    ['(rate(ecommerce_orders_total[1m]) or vector(0)) / (rate(ecommerce_orders_total[1m]) > 0)', 'ratio'],
    ['1 - avg(system_cpu_utilization_ratio)', 'ratio'],
    ['count(up)', 'thing'],
    ['time() - process_start_time_seconds', 's'],
    ['topk(3, process_resident_memory_bytes)', 'By'],
    ['label_replace(up, "a", "$1", "b", "(.*)")', 'ratio'],
    ['vector(1)', undefined],
  ])('%s is %s', (expr, expected) => expect(measured(expr)).toBe(expected));
});
