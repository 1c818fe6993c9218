import { describe, expect, it } from 'vitest';
import { component, flag, type Subject, subjectOf } from './subject';

const known = new Set(['order', 'payment', 'bank', 'kafka', 'postgres']);

describe('whom telemetry is about', () => {
  it.each<[string, Record<string, string>, string, Subject]>([
    ['the service that emits it', { service_name: 'payment' }, 'outbox_pending_messages', component('payment')],
    ['the one that is called', { client: 'payment', server: 'bank' }, '', component('bank')],
    [
      'the database, whichever it is',
      { client: 'order', server: 'orders', connection_type: 'database' },
      '',
      component('postgres'),
    ],
    ['the third party it is named after', { service_name: 'payment' }, 'bank_client_retries_total', component('bank')],
    [
      'the backend that does not take it',
      { service_name: 'otel-collector', exporter: 'otlp_http/loki' },
      'otelcol_exporter_queue_size',
      component('loki'),
    ],
    [
      'the group that lags',
      { group: 'payment', topic: 'sightline.orders.v1' },
      'kafka_consumer_group_lag_sum',
      component('payment'),
    ],
    ['the broker', {}, 'kafka_brokers', component('kafka')],
    [
      'the flag that took another way',
      { service_name: 'order', feature_flag_key: 'slow-query' },
      '',
      flag('slow-query'),
    ],
    ['the process by its one name', { service_name: 'otel-collector' }, '', component('collector')],
  ])('is %s', (_, labels, name, subject) => {
    expect(subjectOf(labels, name, known)).toEqual(subject);
  });

  it('is a database by its own name, and a target by its job, where nobody knows more', () => {
    const foreign = new Set(['checkout']);
    const edge = { client: 'checkout', server: 'inventory', connection_type: 'database' };
    expect(subjectOf(edge, '', foreign)).toEqual(component('inventory'));
    expect(subjectOf({ job: 'node' }, 'system_cpu_time', foreign)).toEqual(component('node'));
  });
});
