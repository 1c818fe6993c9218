/** The content type of the text format that came before OpenMetrics, and that many tools read still. */
export const plainTextType = 'text/plain; version=0.0.4; charset=utf-8';

/** Whether who sends this Accept header likes the old text format better than OpenMetrics; who does not say gets OpenMetrics. */
export function prefersPlainText(accept = '*/*'): boolean {
  const quality = new Map(accept.slice(0, 1_000).split(',').map(rangeOf));
  const of = (type: string, group: string) => quality.get(type) ?? quality.get(group) ?? quality.get('*/*') ?? 0;
  return of('text/plain', 'text/*') > of('application/openmetrics-text', 'application/*');
}

function rangeOf(item: string): [string, number] {
  const [type = '', ...parameters] = item
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  return [type, weight === undefined ? 1 : Number(weight.slice(2)) || 0];
}

/** What OpenMetrics says, in the older format: without exemplars and units, counters under their full name. */
export function plainTextOf(openMetrics: string): string {
  const counters = new Set<string>();
  for (const [, name = ''] of openMetrics.matchAll(/^# TYPE (\S+) counter$/gm)) counters.add(name);
  const lines = openMetrics.split('\n').flatMap((line) => {
    if (!line.startsWith('#')) return [withoutExemplar(line)];
    const [, keyword = '', name = '', ...rest] = line.split(' ');
    if (keyword !== 'HELP' && keyword !== 'TYPE') return [];
    return [['#', keyword, counters.has(name) ? `${name}_total` : name, ...rest].join(' ')];
  });
  return lines.join('\n');
}

/** Ours name a trace; a label's value ends in a quotation mark and cannot be taken for one. */
function withoutExemplar(line: string): string {
  const at = line.lastIndexOf(' # {trace_id="');
  return at === -1 ? line : line.slice(0, at);
}
