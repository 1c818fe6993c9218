import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { telemetryCatalogue } from '../telemetry-catalogue';
import { alertedMetrics, countsLoss, noLoss } from './losses';

const told = alertedMetrics(join(__dirname, '..'));
const losses = [...telemetryCatalogue().keys()].filter(countsLoss);

describe('what counts a loss', () => {
  it.each([
    'telemetry_spans_dropped_total',
    'otelcol_exporter_enqueue_failed_spans_total',
    'prometheus_tsdb_too_old_samples_total',
    'vl_too_long_lines_skipped_total',
    'loki_discarded_samples_total',
  ])('is found by its name: %s', (name) => expect(countsLoss(name)).toBe(true));

  it.each(['otelcol_receiver_accepted_spans_total', 'http_server_request_duration_seconds_count', 'up'])(
    'is not %s',
    (name) => expect(countsLoss(name)).toBe(false),
  );

  it.each(losses)('%s has an alert, or a reason why not', (name) => {
    expect(told.has(name) ? 'an alert' : noLoss[name], name).toBeDefined();
  });

  it('has no reason for what has an alert', () => {
    expect(Object.keys(noLoss).filter((name) => told.has(name))).toEqual([]);
  });
});
