import { trace } from '@opentelemetry/api';
import { ExportResultCode } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Receiver } from '../testing/receiver';
import { recordSpans } from '../testing/recorded-spans';
import { encodeSpans } from './encode-spans';
import { withOwnEncoding } from './own-encoding';

const recorded = recordSpans();
const receiver = new Receiver();
beforeAll(() => receiver.start());
afterAll(() => receiver.stop());

test('the exporter sends what we have encoded, by its own way', async () => {
  trace
    .getTracer('test')
    .startSpan('work', { attributes: { kind: 'small' } })
    .end();
  const spans = recorded.all();
  const exporter = withOwnEncoding(
    new OTLPTraceExporter({ url: `${receiver.url}/v1/traces`, headers: { 'x-tenant': 'a' } }),
  );
  const result = await new Promise<{ code: number }>((resolve) => exporter.export([...spans], resolve));
  await exporter.shutdown();

  expect(result.code).toBe(ExportResultCode.SUCCESS);
  expect(receiver.bodies).toEqual([Buffer.from(encodeSpans(spans)).toString('utf8')]);
  expect(receiver.spans).toMatchObject([{ name: 'work', attributes: { kind: 'small' } }]);
});

test('an exporter that is built otherwise keeps what it has', () => {
  const other = Object.assign(Object.create(OTLPTraceExporter.prototype), { _delegate: { _serializer: 'none' } });
  expect(() => withOwnEncoding(other)).not.toThrow();
});
