import { type DataFrame, dateTimeFormat, type Field, formattedValueToString } from '@grafana/data';
import { Tooltip, type UPlotConfigBuilder } from '@grafana/ui';
import { createPortal } from 'react-dom';
import type uPlot from 'uplot';
import { usePlot } from './use-plot';

interface ExemplarMarksProps {
  config: UPlotConfigBuilder;
  frames: readonly DataFrame[];
  /** A field of the panel, for its unit. */
  like?: Field | undefined;
  color?: string;
  /** Where a value lies on the plot's vertical scale; as it is, unless said otherwise. */
  scaled?: (value: number) => number;
}

/** Single requests as dots on the plot. A click opens the trace of the request. */
export function ExemplarMarks({ config, frames, like, color, scaled = (value) => value }: ExemplarMarksProps) {
  const plot = usePlot(config);
  if (!plot) return null;
  const exemplars = frames.filter(({ meta }) => meta?.custom?.resultType === 'exemplar').flatMap(rowsOf);
  const marks = exemplars.flatMap((row) => {
    const left = plot.valToPos(Number(row.Time), 'x');
    const top = heightOf(plot, scaled(Number(row.Value)));
    if (!(left >= 0 && left <= plot.over.clientWidth && Number.isFinite(top))) return [];
    return [
      <ExemplarMark key={`${row.Time}-${row.trace_id}`} row={row} left={left} top={top} like={like} color={color} />,
    ];
  });
  return createPortal(marks, plot.over);
}

type Row = Readonly<Record<string, unknown>>;

interface ExemplarMarkProps {
  row: Row;
  left: number;
  top: number;
  like: Field | undefined;
  color: string | undefined;
}

function ExemplarMark({ row: { Time, Value, trace_id, ...labels }, left, top, like, color }: ExemplarMarkProps) {
  const value = like?.display ? formattedValueToString(like.display(Value)) : String(Value);
  const time = dateTimeFormat(Number(Time));
  const content = (
    <dl className="mark-details">
      <dt>{time}</dt>
      <dd>{value}</dd>
      {Object.entries({ trace_id, ...labels }).map(([name, text]) => (
        <Pair key={name} name={name} text={String(text)} />
      ))}
    </dl>
  );
  return (
    <Tooltip content={content} interactive>
      <a
        className="exemplar-mark"
        style={{ left, top, ...(color && { borderColor: color }) }}
        href={`/trace/${String(trace_id)}`}
        tabIndex={-1}
      >
        <span className="read-aloud">{`Open the trace of the request of ${time} that took ${value}`}</span>
      </a>
    </Tooltip>
  );
}

const Pair = ({ name, text }: { name: string; text: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{text}</dd>
  </>
);

/** A value beyond the scale is shown at its edge. */
function heightOf(plot: uPlot, value: number): number {
  const scale = plot.series[1]?.scale ?? 'y';
  const { min = value, max = value } = plot.scales[scale] ?? {};
  return plot.valToPos(Math.min(Math.max(value, min ?? value), max ?? value), scale);
}

function rowsOf({ fields, length }: DataFrame): Row[] {
  return Array.from({ length }, (_, index) =>
    Object.fromEntries(fields.map(({ name, values }) => [name, values[index]])),
  );
}
