import { type DataFrame, type PanelProps } from '@grafana/data';
import { LogsSortOrder } from '@grafana/schema';
import { definePanel } from '../define-panel';
import { NoData } from '../no-data';
import { type Line, LogLine } from './log-line';

interface LogsOptions {
  showTime: boolean;
  showLabels: boolean;
  wrapLogMessage: boolean;
  enableLogDetails: boolean;
  sortOrder: LogsSortOrder;
}

function LogsPanel({ data, options, fieldConfig, width, height }: PanelProps<LogsOptions>) {
  const lines = data.series.flatMap(linesOf);
  if (lines.length === 0) return <NoData fieldConfig={fieldConfig} />;
  const newestFirst = options.sortOrder !== LogsSortOrder.Ascending;
  lines.sort((a, b) => (newestFirst ? b.time - a.time : a.time - b.time));
  return (
    <div className="log-lines" style={{ width, height }} data-wrapped={options.wrapLogMessage}>
      {lines.map((line) => (
        <LogLine
          key={line.id}
          line={line}
          showTime={options.showTime}
          showLabels={options.showLabels}
          details={options.enableLogDetails}
        />
      ))}
    </div>
  );
}

function linesOf(frame: DataFrame): Line[] {
  const column = (name: string) => frame.fields.find((field) => field.name === name)?.values;
  const [times, bodies, labels, ids] = [column('Time'), column('Line'), column('labels'), column('id')];
  if (!times || !bodies) return [];
  return Array.from({ length: frame.length }, (_, index) => ({
    id: `${frame.refId}-${ids?.[index] ?? index}`,
    time: times[index],
    message: bodies[index],
    labels: labels?.[index] ?? {},
  }));
}

export const logs = definePanel<LogsOptions>({
  component: LogsPanel,
  noPadding: true,
  options: {
    showTime: true,
    showLabels: false,
    wrapLogMessage: true,
    enableLogDetails: true,
    sortOrder: LogsSortOrder.Descending,
  },
});
