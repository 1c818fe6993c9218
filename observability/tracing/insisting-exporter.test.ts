import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useLogger } from '../logging/current-logger';
import { makeLogger } from '../logging/logger';
import { InsistingExporter } from './insisting-exporter';

const spans = [{}] as ReadableSpan[];
const taken: ExportResult = { code: ExportResultCode.SUCCESS };
const failedWith = (code?: number | string): ExportResult => ({
  code: ExportResultCode.FAILED,
  error: Object.assign(new Error('no'), code === undefined ? {} : { code }),
});

let lines: string[];
beforeEach(() => {
  vi.useFakeTimers();
  lines = [];
  const destination = { write: (line: string) => lines.push(JSON.parse(line).event) };
  useLogger(makeLogger({ destination, level: 'info', base: {} }));
});
afterEach(() => vi.useRealTimers());

const attemptMs = 30_000;

/** Answers so many times with `first`, and from then on with `then`. */
function collector(first: ExportResult | undefined, times: number, then: ExportResult = taken) {
  const attempts = vi.fn<SpanExporter['export']>((_, done) => {
    const answer = attempts.mock.calls.length > times ? then : first;
    if (answer) done(answer);
  });
  const done = vi.fn<(result: ExportResult) => void>();
  const exporter = new InsistingExporter({ export: attempts, shutdown: async () => {} }, attemptMs);
  const codes = () => done.mock.calls.map(([{ code }]) => code);
  return { attempts, exporter, done, codes };
}

describe('a batch', () => {
  it('that is taken is sent once', async () => {
    const { attempts, exporter, done, codes } = collector(taken, 0);
    exporter.export(spans, done);
    await vi.advanceTimersByTimeAsync(0);
    expect([attempts.mock.calls.length, codes()]).toEqual([1, [ExportResultCode.SUCCESS]]);
    expect(lines).toEqual([]);
  });

  it.each([undefined, 'ECONNREFUSED', 503, 500, 429, 408, 14])(
    'that fails with %s is sent again until it is taken, however long that takes',
    async (code) => {
      const { attempts, exporter, done, codes } = collector(failedWith(code), 100);
      exporter.export(spans, done);
      await vi.advanceTimersByTimeAsync(300_000);
      expect([attempts.mock.calls.length, codes()]).toEqual([101, [ExportResultCode.SUCCESS]]);
    },
  );

  it('that gets no answer is sent again', async () => {
    const { attempts, exporter, done, codes } = collector(undefined, 1);
    exporter.export(spans, done);
    await vi.advanceTimersByTimeAsync(attemptMs - 1);
    expect(attempts).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect([attempts.mock.calls.length, codes()]).toEqual([2, [ExportResultCode.SUCCESS]]);
  });

  it.each([400, 401, 413, 3, 7, 12])('that is refused with %d is given up at once', async (code) => {
    const { attempts, exporter, done, codes } = collector(failedWith(code), 100);
    exporter.export(spans, done);
    await vi.advanceTimersByTimeAsync(300_000);
    expect([attempts.mock.calls.length, codes()]).toEqual([1, [ExportResultCode.FAILED]]);
  });

  it.each([['waits', failedWith()] as const, ['has no answer yet', undefined] as const])(
    'that %s when there is no more time is given up',
    async (_, answer) => {
      const { exporter, done, codes } = collector(answer, 1_000);
      exporter.export(spans, done);
      await vi.advanceTimersByTimeAsync(100);
      const closed = exporter.shutdown();
      await vi.advanceTimersByTimeAsync(5_000);
      expect(codes()).toEqual([]);
      exporter.giveUp();
      await closed;
      expect(codes()).toEqual([ExportResultCode.FAILED]);
    },
  );

  it('that the exporter cannot even write is given up, and the next one goes out', async () => {
    const { attempts, exporter, done, codes } = collector(taken, 0);
    attempts.mockImplementationOnce(() => {
      throw new RangeError('NaN cannot be converted to a BigInt');
    });
    exporter.export(spans, done);
    exporter.export(spans, done);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([attempts.mock.calls.length, codes().sort()]).toEqual([
      2,
      [ExportResultCode.SUCCESS, ExportResultCode.FAILED].sort(),
    ]);
  });

  it('that waits when all is shut down is still delivered', async () => {
    const { exporter, done, codes } = collector(failedWith(), 3);
    exporter.export(spans, done);
    await vi.advanceTimersByTimeAsync(10);
    const closed = exporter.shutdown();
    await vi.advanceTimersByTimeAsync(1_000);
    await closed;
    expect(codes()).toEqual([ExportResultCode.SUCCESS]);
  });
});

it('tells once when it begins to fail, and once when that is over', async () => {
  const { exporter, done } = collector(failedWith(), 20);
  exporter.export(spans, done);
  await vi.advanceTimersByTimeAsync(60_000);
  exporter.export(spans, done);
  await vi.advanceTimersByTimeAsync(0);
  expect(lines).toEqual(['telemetry.export_failing', 'telemetry.export_recovered']);
});
