import { parseDuration } from '@sightline/promql';
import type { DataSource, StoredLine } from '@sightline/stores';
import { endOf, type Probe, probeServices } from '../../../probe';
import type { Finding } from '../../finding';
import { type LinkTags, type TracesToLogs, tracesLinks } from './data-source-links';
import { broken, followed, type GrafanaScene, logsThrough, ofType, provisioning, target, traceSources } from './scene';

const hop = 'Grafana: trace to logs';

/** A span leads to the lines that were written in it. */
export function traceToLogs(scene: GrafanaScene): Promise<Finding[]> {
  return Promise.all(
    traceSources(scene)
      .slice(0, 1)
      .map((source) => check(scene, source)),
  );
}

async function check(scene: GrafanaScene, source: DataSource): Promise<Finding> {
  const stores = ofType(scene, 'loki');
  const next = `the data source ${source.name} of Grafana, under Trace to logs`;
  const { tracesToLogsV2, tracesToLogs } = tracesLinks.parse(source.jsonData ?? {});
  const link = tracesToLogsV2 ?? tracesToLogs;
  const lines = linesFor(source, stores[0]?.uid, scene);
  if (!link) return broken(hop, `${source.name} has no tracesToLogsV2`, next, lines);
  const { source: store, wrong } = target(scene, link.datasourceUid, stores);
  if (!store) return broken(hop, `${source.name} ${wrong}`, next, lines);
  const filters = link.filterByTraceID || link.filterByTraceId || /\$\{?__(?:trace|span)\b/.test(link.query);
  if (!filters)
    return broken(hop, `${source.name} does not filter by the trace: every line of the service is shown`, next, lines);
  if (scene.lines.length === 0) return { hop, state: 'skipped', detail: 'no line of the probe joins its trace' };
  const shifts = { before: shiftMs(link.spanStartTimeShift), after: shiftMs(link.spanEndTimeShift) };
  if (shifts.before === undefined || shifts.after === undefined || shifts.before > 0 || shifts.after < 0)
    return broken(
      hop,
      `${source.name} has no time shift that opens the window: lines that are written as a span ends lie outside of it`,
      next,
      lines,
    );
  return followed(
    hop,
    async () => {
      const { query, window } = followedQuery(link, scene.probe, {
        before: shifts.before ?? 0,
        after: shifts.after ?? 0,
      });
      const found = await logsThrough(scene, store).query(query, { ...window, limit: 100 });
      return found.some((line) => isOfProbe(line, scene.probe))
        ? { hop, state: 'ok', detail: `${query} finds its lines` }
        : broken(hop, `${query} finds none of the lines of the probe, which are there`, next, lines);
    },
    next,
  );
}

const isOfProbe = ({ line }: StoredLine, { lines }: Probe) => lines.some(({ text }) => line.includes(text));

/** `-5m`, `5m`, `0`; undefined when it is none. */
function shiftMs(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const sign = text.startsWith('-') ? -1 : 1;
  const ms = text === '0' ? 0 : parseDuration(text.replace(/^[+-]/, ''));
  return ms === undefined ? undefined : sign * ms;
}

/** What Grafana takes when nothing is set. */
const usualTags = ['cluster', 'hostname', 'namespace', 'pod', 'service.name', 'service.namespace'];

/** What a span of the probe has. */
const attributes: Readonly<Record<string, string>> = {
  'service.name': probeServices.caller,
  'service.instance.id': 'probe',
  'service.version': '1',
};

/** As Grafana builds it: https://github.com/grafana/grafana/blob/main/public/app/features/explore/TraceView/createSpanLink.tsx */
export function followedQuery(
  link: TracesToLogs,
  probe: Probe,
  { before, after }: { readonly before: number; readonly after: number },
) {
  const [span] = probe.spans;
  const window = {
    since: new Date(probe.began.getTime() + before),
    until: new Date(endOf(probe).getTime() + after),
  };
  const tags = matchersOf(link.mapTagNamesEnabled ? link.mappedTags : link.tags);
  if (link.customQuery) {
    const query = link.query
      .replaceAll(/\$(?:\{__tags\}|__tags)/g, tags)
      .replaceAll(/\$\{__(?:trace|span)\.traceId\}/g, probe.traceId)
      .replaceAll(/\$\{__span\.spanId\}/g, span.spanId)
      .replaceAll(/\$\{__span\.name\}/g, span.name)
      .replaceAll(/\$\{__span\.tags\["([^"]+)"\]\}/g, (_, name: string) => attributes[name] ?? '');
    return { query, window };
  }
  const byId = ` | label_format log_line_contains_trace_id=\`{{ contains "${probe.traceId}" __line__ }}\` | log_line_contains_trace_id="true" or trace_id="${probe.traceId}"`;
  return { query: `{${tags}}${byId}`, window };
}

/** A tag is a label of its own name with the dots as underscores, unless its author maps it. */
export const matchersOf = (tags: LinkTags): string =>
  (tags?.length ? tags : usualTags.map((key): { key: string; value?: string } => ({ key })))
    .flatMap(({ key, value }) => {
      const known = attributes[key];
      return known === undefined ? [] : [`${value || key.replaceAll('.', '_')}="${known}"`];
    })
    .join(', ');

function linesFor(source: DataSource, uid: string | undefined, { lines }: GrafanaScene): string[] {
  const labels = Object.keys(lines[0]?.line.labels ?? {});
  const label = ['service_name', 'service', 'job', 'app'].find((name) => labels.includes(name)) ?? 'service_name';
  return provisioning(
    source,
    'tracesToLogsV2:',
    `  datasourceUid: ${uid ?? '<uid of Loki>'}`,
    '  spanStartTimeShift: -5m',
    '  spanEndTimeShift: 5m',
    `  tags: [{ key: service.name, value: ${label} }]`,
    '  filterByTraceID: true',
  );
}
