import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import type { SpanExporter } from '@opentelemetry/sdk-trace-base';
import { expect, test, vi } from 'vitest';
import { severalExporters } from './several-exporters';

const answering = (result: ExportResult): SpanExporter => ({
  export: vi.fn((_, done) => done(result)),
  shutdown: vi.fn(async () => {}),
});
const taken = { code: ExportResultCode.SUCCESS };
const refused = { code: ExportResultCode.FAILED, error: new Error('away') };

function exported(...exporters: SpanExporter[]): ExportResult[] {
  const results: ExportResult[] = [];
  severalExporters(exporters).export([], (result) => results.push(result));
  return results;
}

test('each gets the spans, and the answer comes once', () => {
  const exporters = [answering(taken), answering(taken)];
  expect(exported(...exporters)).toEqual([taken]);
  for (const exporter of exporters) expect(exporter.export).toHaveBeenCalledOnce();
});

test('it has failed when one has', () => {
  expect(exported(answering(refused), answering(taken))).toEqual([refused]);
  expect(exported(answering(taken), answering(refused))).toEqual([refused]);
});

test('all are shut down', async () => {
  const exporters = [answering(taken), answering(taken)];
  await severalExporters(exporters).shutdown();
  for (const exporter of exporters) expect(exporter.shutdown).toHaveBeenCalledOnce();
});
