import { dateTimeFormat } from '@grafana/data';
import { useState } from 'react';
import { levelColor, levelTextColor } from './level-color';

export interface Line {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly message: string;
  /** The stream's labels and the structured metadata, in one. */
  readonly labels: Readonly<Record<string, string>>;
}

interface LogLineProps {
  line: Line;
  showTime: boolean;
  showLabels: boolean;
  details: boolean;
}

/** One line; opened, it shows all it carries, and its trace id is the way to the trace. */
export function LogLine({ line: { time, message, labels }, showTime, showLabels, details }: LogLineProps) {
  const [open, setOpen] = useState(false);
  const { level = '', service_name: service } = labels;
  return (
    <div className="log-entry" style={{ borderLeftColor: levelColor(level) }}>
      <button
        type="button"
        className="log-line"
        aria-expanded={open}
        disabled={!details}
        onClick={() => setOpen(!open)}
      >
        {showTime && <time>{dateTimeFormat(time, { format: 'YYYY-MM-DD HH:mm:ss.SSS' })}</time>}
        <span style={{ color: levelTextColor(level) }}>{level}</span>
        {service && <span className="log-service">{service}</span>}
        {showLabels && (
          <span className="log-service">
            {Object.entries(labels)
              .map(([name, value]) => `${name}=${value}`)
              .join(' ')}
          </span>
        )}
        <span className="log-message">{message}</span>
      </button>
      {open && <LogDetails labels={labels} />}
    </div>
  );
}

const LogDetails = ({ labels }: { labels: Line['labels'] }) => (
  <table className="log-details">
    <tbody>
      {Object.entries(labels)
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{name === 'trace_id' ? <a href={`/trace/${value}`}>{value} → trace</a> : value}</td>
          </tr>
        ))}
    </tbody>
  </table>
);
