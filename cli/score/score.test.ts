import type { Exemplar, FoundTrace, LokiStore, PrometheusStore, Span, StoredLine, TraceStore } from '@sightline/stores';
import { epoch, madeSpan } from '@sightline/stores/testing';
import { describe, expect, it } from 'vitest';
import type { Connections } from '../connections';
import { plainPaint } from '../terminal/paint';
import { scoreText } from './report';
import { score } from './score';

interface Stored {
  readonly traces: Readonly<Record<string, readonly Span[]>>;
  readonly lines?: readonly Readonly<Record<string, string>>[];
  readonly exemplars?: readonly (string | undefined)[];
}

const window = { since: new Date(0), until: new Date(1000) };

/** A platform whose stores hold just this. */
function platformWith({ traces, lines = [], exemplars = [] }: Stored): Connections {
  const found = (traceId: string): FoundTrace => ({ traceId, startUnixNano: 0n, durationNano: 0 });
  const store: TraceStore = {
    name: 'zipkin',
    spans: async (traceId) => traces[traceId] && [...traces[traceId]],
    search: async () => Object.keys(traces).map(found),
  };
  const line = (metadata: Readonly<Record<string, string>>): StoredLine => ({
    timeUnixNano: epoch,
    line: 'Request completed',
    labels: { service_name: 'order' },
    metadata,
  });
  const exemplar = (traceId: string | undefined): Exemplar => ({
    series: { __name__: 'x_bucket' },
    value: 1,
    time: new Date(0),
    ...(traceId !== undefined && { traceId }),
  });
  return {
    has: () => true,
    traces: store,
    logs: { query: async () => lines.map(line) } as Partial<LokiStore> as LokiStore,
    metrics: { exemplars: async () => exemplars.map(exemplar) } as Partial<PrometheusStore> as PrometheusStore,
  } as Partial<Connections> as Connections;
}

const whole = [madeSpan({ id: 'root', ms: [0, 5] })];
const parts = async (stored: Stored) =>
  (await score(platformWith(stored), window)).parts.map(({ kept, of, offenders }) => ({ kept, of, offenders }));

describe('the score', () => {
  it('is full when every line, trace and exemplar joins', async () => {
    const result = await score(
      platformWith({ traces: { t: whole }, lines: [{ trace_id: 't', span_id: 'root' }], exemplars: ['t'] }),
      window,
    );
    expect(result).toMatchObject({ share: 1, empty: [] });
  });

  it('counts a line that has no trace id, names a trace that is not stored, or a span that is not in it', async () => {
    const lines = [
      { trace_id: 't', span_id: 'root' },
      {},
      { trace_id: 'unknown', span_id: 'root' },
      { trace_id: 't', span_id: 'other' },
    ];
    const [logs] = await parts({ traces: { t: whole }, lines });
    expect(logs).toMatchObject({ kept: 1, of: 4 });
    expect(logs?.offenders).toEqual([
      '2026-01-01T00:00:00.000Z order "Request completed" has no trace_id',
      '2026-01-01T00:00:00.000Z order "Request completed": trace unknown is not stored',
      '2026-01-01T00:00:00.000Z order "Request completed": trace t has no span other',
    ]);
  });

  it('counts a trace with an orphan, and one with two roots', async () => {
    const traces = {
      whole,
      orphan: [...whole, madeSpan({ id: 'lost', under: 'gone', ms: [1, 2] })],
      double: [...whole, madeSpan({ id: 'second', ms: [1, 2] })],
    };
    const [, traced] = await parts({ traces });
    expect(traced).toEqual({
      kept: 1,
      of: 3,
      offenders: ['trace orphan: order lost has lost its parent', 'trace double has 2 roots'],
    });
  });

  it('counts an exemplar that opens nothing', async () => {
    const [, , exemplars] = await parts({ traces: { t: whole }, exemplars: ['t', 'gone', undefined] });
    expect(exemplars).toMatchObject({ kept: 1, of: 3 });
  });

  it('says when there was nothing to judge, and never rounds up to full', async () => {
    const empty = await score(platformWith({ traces: {} }), window);
    expect(scoreText(empty, 1, { paint: plainPaint, width: 120 })).toContain('Nothing to judge');
    const lines = Array.from({ length: 20_001 }, (_, index) => (index === 0 ? {} : { trace_id: 't', span_id: 'root' }));
    const almost = await score(platformWith({ traces: { t: whole }, lines }), window);
    expect(scoreText(almost, 1, { paint: plainPaint, width: 120 })).toContain('99.99 %');
  });
});
