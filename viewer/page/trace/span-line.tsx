import { useState } from 'react';
import { levelTextColor } from '../panels/logs/level-color';
import { duration } from './duration';
import type { LogRow, SpanRow, Stretch } from './rows';
import type { EventJson } from './trace-json';

interface SpanLineProps {
  row: SpanRow;
  lengthNano: number;
  color: string;
}

/** One span: its name in the tree, its length, its place on the axis; opened, all it carries. */
export function SpanLine({ row, lengthNano, color }: SpanLineProps) {
  const [open, setOpen] = useState(false);
  const { span, depth, orphan, critical } = row;
  const failed = span.status === 'error';
  return (
    <>
      <button
        type="button"
        className="trace-row"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        data-failed={failed}
      >
        <span className="trace-name" style={{ paddingLeft: 8 + depth * 16, borderColor: color }}>
          {failed && '✗ '}
          {orphan && <abbr title="Its parent was never stored">⚠ </abbr>}
          {span.name}
          <small>
            {span.service} {span.kind !== 'internal' && span.kind}
          </small>
        </span>
        <span className="trace-duration">{duration(span.durationNano)}</span>
        <span className="trace-track">
          {critical
            .filter(({ waiting }) => waiting)
            .map((each) => (
              <i key={each.from} className="trace-waiting" style={place(each, lengthNano)} />
            ))}
          <i className="trace-bar" style={{ ...place(row, lengthNano), background: color }} />
          {critical
            .filter(({ waiting }) => !waiting)
            .map((each) => (
              <i key={each.from} className="trace-critical" style={place(each, lengthNano)} />
            ))}
        </span>
      </button>
      {open && <SpanDetails row={row} />}
    </>
  );
}

export function LogLineRow({ row: { line, depth, at }, lengthNano }: { row: LogRow; lengthNano: number }) {
  const [open, setOpen] = useState(false);
  const color = levelTextColor(line.level);
  return (
    <>
      <button type="button" className="trace-row trace-log" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className="trace-name" style={{ paddingLeft: 8 + depth * 16, borderColor: 'transparent' }}>
          <b style={{ color }}>{line.level}</b> {line.message}
        </span>
        <span className="trace-duration">+{duration(at)}</span>
        <span className="trace-track">
          <i className="trace-moment" style={{ ...place({ from: at, length: 0 }, lengthNano), background: color }} />
        </span>
      </button>
      {open && <Pairs of={{ time: line.time, service: line.service, ...line.attributes }} />}
    </>
  );
}

const SpanDetails = ({ row: { span, from } }: { row: SpanRow }) => (
  <div className="trace-details">
    <Pairs of={{ 'span id': span.spanId, 'starts at': `+${duration(from)}`, ...span.attributes }} />
    {span.events.map((event) => (
      <Event key={`${event.timeUnixNano} ${event.name}`} event={event} />
    ))}
  </div>
);

const Event = ({ event }: { event: EventJson }) => (
  <>
    <h2>{event.name}</h2>
    <Pairs of={event.attributes} />
  </>
);

const Pairs = ({ of }: { of: Readonly<Record<string, string | number | boolean>> }) => (
  <table className="log-details">
    <tbody>
      {Object.entries(of).map(([name, value]) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          <td>{String(value)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** A stretch as shares of the axis, never too narrow to be seen. */
const place = ({ from, length }: Stretch, whole: number) => ({
  left: `${Math.min(99.8, Math.max(0, (from / whole) * 100))}%`,
  width: `max(2px, ${(length / whole) * 100}%)`,
});
