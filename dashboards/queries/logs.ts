/** LogQL as strings. Loki has three stream labels; everything else is structured metadata, filtered after the selector. */
import type { LogEventDeclaration } from '@sightline/observability/catalogue';

/** The field that holds the name of the log event. */
const eventField = 'event';

/** Lines of the chosen services. */
export const lines = (service = '$service', level?: string) =>
  `{service_name=~"${service}"${level ? `, level=~"${level}"` : ''}}`;

/** From this level on somebody should read it. */
export const warnings = 'warn|error|fatal';
export const errors = 'error|fatal';

/** Lines of one declared event. */
export const event = ({ name, emittedBy }: LogEventDeclaration) =>
  `{service_name=~"${emittedBy?.join('|') ?? '.+'}"} | ${eventField}="${name}"`;

/** Lines of any of several declared events. */
export const events = (...declared: readonly LogEventDeclaration[]) =>
  `{service_name=~".+"} | ${eventField}=~"${declared.map(({ name }) => name).join('|')}"`;

/** Lines per second. */
export const lineRate = (selected: string, by: readonly string[]) =>
  `sum by (${by.join(', ')}) (rate(${selected} [$__auto]))`;

/** How many lines there were in the dashboard's time range. */
export const lineCount = (selected: string, by: readonly string[]) =>
  `sum by (${by.join(', ')}) (count_over_time(${selected} [$__range]))`;

/** Bytes per second. */
export const byteRate = (selected: string, by: readonly string[]) =>
  `sum by (${by.join(', ')}) (bytes_rate(${selected} [$__auto]))`;

/** How often each event was logged in the dashboard's time range, the commonest first. */
export const commonest = (selected: string, n = 12) =>
  `sort_desc(topk(${n}, sum by (${eventField}, service_name, level) (count_over_time(${selected} | ${eventField}!="" [$__range]))))`;

/** The share of lines that belong to a trace, in the dashboard's time range. */
export function joinedShare(selected: string, by: readonly string[] = ['service_name']): string {
  const counted = (lines: string) =>
    `sum${by.length > 0 ? ` by (${by.join(', ')})` : ''} (count_over_time(${lines} [$__range]))`;
  return `${counted(`${selected} | trace_id!=""`)} / ${counted(selected)}`;
}
