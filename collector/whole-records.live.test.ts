import { afterAll, beforeAll, expect, it } from 'vitest';
import { Backends, record } from './testing/backends';
import { CollectorUnderTest } from './testing/collector-under-test';
import { newTraceId } from './testing/telemetry';
import { until } from './testing/until';

const backends = new Backends();
let collector: CollectorUnderTest;

beforeAll(async () => {
  await backends.open();
  collector = await CollectorUnderTest.start(backends.url, { layers: ['tempo', 'victorialogs'] });
});

afterAll(async () => {
  await collector?.stop();
  await backends.close();
});

async function send(logRecord: object): Promise<void> {
  const response = await fetch(`${collector.otlpUrl}/v1/logs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      resourceLogs: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'order' } }] },
          scopeLogs: [{ logRecords: [logRecord] }],
        },
      ],
    }),
  });
  expect(response.status).toBe(200);
}

it('tells VictoriaLogs as attributes what it would drop of a record, and its body as text', async () => {
  const traceId = newTraceId();
  const ns = `${Date.now()}000000`;
  await send({
    traceId,
    timeUnixNano: ns,
    observedTimeUnixNano: `${BigInt(ns) + 5n}`,
    flags: 1,
    droppedAttributesCount: 3,
    body: { kvlistValue: { values: [{ key: 'state', value: { stringValue: 'paid' } }] } },
  });
  const log = await until('the record', () => backends.logs.find((each) => each.traceId === traceId));
  expect(log.body.stringValue).toBe('{"state":"paid"}');
  expect(record(log.attributes)).toMatchObject({
    observed_timestamp: `${BigInt(ns) + 5n}`,
    flags: '1',
    dropped_attributes_count: '3',
  });
});

it('adds nothing to a record that has none of it', async () => {
  const traceId = newTraceId();
  await send({ traceId, timeUnixNano: `${Date.now()}000000`, body: { stringValue: 'plain' } });
  const log = await until('the record', () => backends.logs.find((each) => each.traceId === traceId));
  expect(log.body.stringValue).toBe('plain');
  const added = Object.keys(record(log.attributes)).filter((key) => /flags|dropped/.test(key));
  expect(added).toEqual([]);
});
