import { dateTimeFormat } from '@grafana/data';
import { config } from '@grafana/runtime';
import { Alert, Button, InlineSwitch, LinkButton } from '@grafana/ui';
import { useMemo, useState } from 'react';
import { duration } from './duration';
import { type LogRow, type SpanRow, waterfall } from './rows';
import { LogLineRow, SpanLine } from './span-line';
import { ticks } from './ticks';
import type { TraceJson } from './trace-json';

const palette = ['blue', 'purple', 'orange', 'green', 'yellow', 'red'];

/** The whole trace on one time axis: what failed first, then every span with its log lines. */
export function TraceView({ trace, onReload }: { trace: TraceJson; onReload(): void }) {
  const [withLogs, setWithLogs] = useState(true);
  const { rows, startMs, lengthNano, services } = useMemo(() => waterfall(trace), [trace]);
  const shown = withLogs ? rows : rows.filter(({ kind }) => kind === 'span');
  const colorOf = (service: string) =>
    config.theme2.visualization.getColorByName(palette[services.indexOf(service) % palette.length] ?? 'blue');
  const first = rows.find((row): row is SpanRow => row.kind === 'span');
  return (
    <main className="trace">
      <title>{`${first?.span.name ?? 'Trace'} · Sightline`}</title>
      <header className="trace-head">
        <h1>{first?.span.name ?? 'A trace without spans'}</h1>
        <p>
          <code>{trace.traceId}</code> · {dateTimeFormat(startMs, { format: 'YYYY-MM-DD HH:mm:ss.SSS' })} ·{' '}
          <strong>{duration(lengthNano)}</strong> · {trace.spans.length} spans · {trace.logs.length} log lines
        </p>
        <ul className="trace-services">
          {services.map((service) => (
            <li key={service}>
              <i style={{ background: colorOf(service) }} /> {service}
            </li>
          ))}
          <li>
            <i className="trace-critical" /> critical path
          </li>
          <li>
            <i className="trace-waiting" /> waiting
          </li>
        </ul>
        <div className="trace-actions">
          <InlineSwitch label="Log lines" showLabel value={withLogs} onChange={() => setWithLogs(!withLogs)} />
          <Button icon="sync" variant="secondary" fill="outline" onClick={onReload}>
            Read again
          </Button>
          {Object.entries(trace.links).map(([name, href]) => (
            <LinkButton
              key={name}
              href={href}
              target="_blank"
              icon="external-link-alt"
              variant="secondary"
              fill="outline"
            >
              {name}
            </LinkButton>
          ))}
        </div>
      </header>
      {trace.spans.length === 0 && (
        <Alert
          severity="warning"
          title="No span of this trace is stored, but log lines are: its spans were sampled away, forgotten, or have not arrived"
        />
      )}
      {trace.failures.map(({ spanId, reason, recovered }) => (
        <Alert
          key={spanId}
          severity={recovered ? 'warning' : 'error'}
          title={`${nameOf(trace, spanId)}: ${reason}${recovered ? ' (tried again, and went well)' : ''}`}
        />
      ))}
      <div className="trace-rows">
        <div className="trace-axis" aria-hidden>
          {ticks(lengthNano, 8).map((at) => (
            <span key={at} style={{ left: `${(at / lengthNano) * 100}%` }}>
              {at === 0 ? '0' : duration(at)}
            </span>
          ))}
        </div>
        {shown.map((row) => (
          <Row
            key={keyOf(row)}
            row={row}
            lengthNano={lengthNano}
            color={colorOf(row.kind === 'span' ? row.span.service : row.line.service)}
          />
        ))}
      </div>
    </main>
  );
}

function Row({ row, lengthNano, color }: { row: SpanRow | LogRow; lengthNano: number; color: string }) {
  return row.kind === 'span' ? (
    <SpanLine row={row} lengthNano={lengthNano} color={color} />
  ) : (
    <LogLineRow row={row} lengthNano={lengthNano} />
  );
}

const keyOf = (row: SpanRow | LogRow) =>
  row.kind === 'span' ? row.span.spanId : `${row.line.time} ${row.line.message}`;

function nameOf({ spans }: TraceJson, spanId: string): string {
  const span = spans.find((each) => each.spanId === spanId);
  return span ? `${span.service} ${span.name}` : spanId;
}
