import { describe, expect, it } from 'vitest';
import { waterfall } from './rows';
import type { LogJson, SpanJson, TraceJson } from './trace-json';

const span = (spanId: string, parentSpanId: string | null, startMs: number, durationMs: number): SpanJson => ({
  spanId,
  parentSpanId,
  service: 'order',
  name: spanId,
  kind: 'internal',
  startUnixNano: `${1_700_000_000_000 + startMs}000000`,
  durationNano: durationMs * 1e6,
  status: 'unset',
  attributes: {},
  events: [],
});
const line = (spanId: string | null, ms: number, message: string): LogJson => ({
  time: `${new Date(1_700_000_000_000 + ms).toISOString().slice(0, 23)}000001Z`,
  service: 'order',
  level: 'info',
  message,
  spanId,
  attributes: {},
});
const trace = (spans: SpanJson[], logs: LogJson[] = []): TraceJson => ({
  traceId: 't',
  spans,
  logs,
  criticalPath: [{ spanId: 'b', waiting: true, startUnixNano: '1700000000020000000', durationNano: 5e6 }],
  failures: [],
  links: {},
});
const outline = ({ rows }: ReturnType<typeof waterfall>) =>
  rows.map((row) => `${'  '.repeat(row.depth)}${row.kind === 'span' ? row.span.name : row.line.message}`);

describe('the waterfall of a trace', () => {
  it('has every span under its parent and every line under its span, in order of time', () => {
    const spans = [span('a', null, 0, 100), span('c', 'a', 60, 10), span('b', 'a', 20, 30)];
    const logs = [line('a', 50, 'between'), line('b', 30, 'within'), line(null, 10, 'elsewhere')];
    expect(outline(waterfall(trace(spans, logs)))).toEqual(['a', '  b', '    within', '  between', '  c', 'elsewhere']);
  });

  it('measures from the first span to the end of the last, which may outlive its parent', () => {
    const { lengthNano, startMs, rows } = waterfall(trace([span('a', null, 0, 10), span('b', 'a', 25, 50)]));
    expect({ lengthNano, startMs }).toEqual({ lengthNano: 75e6, startMs: 1_700_000_000_000 });
    expect(rows[1]).toMatchObject({ from: 25e6, length: 50e6, critical: [{ from: 20e6, length: 5e6, waiting: true }] });
  });

  it('shows a span whose parent was never stored, and says so', () => {
    const { rows } = waterfall(trace([span('a', null, 0, 10), span('lost', 'gone', 5, 1)]));
    expect(rows[1]).toMatchObject({ depth: 0, orphan: true });
  });
});
