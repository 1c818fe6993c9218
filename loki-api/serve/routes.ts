import { Unsupported } from '@sightline/promql/logql';
import type { Lines } from '../evaluate/lines';
import { detectedFields, detectedFieldValues } from './detected-fields';
import { type Asked, query, queryRange } from './queries';
import { detectedLabels, indexStats, labelNames, labelValues, series, volume, volumeRange } from './streams';

export interface Route {
  /** As it is counted. */
  readonly name: string;
  readonly answer: (lines: Lines, asked: Asked) => Promise<unknown>;
}

const success = (data: unknown) => ({ status: 'success', ...(data !== undefined && { data }) });
const named = (values: readonly string[]) => success(values.length === 0 ? undefined : values);

const fixed: Readonly<Record<string, Route['answer']>> = {
  query: async (lines, asked) => success(await query(lines, asked)),
  query_range: async (lines, asked) => success(await queryRange(lines, asked)),
  labels: async (lines, asked) => named(await labelNames(lines, asked)),
  label: async (lines, asked) => named(await labelNames(lines, asked)),
  series: async (lines, asked) => success(await series(lines, asked)),
  'index/stats': indexStats,
  'index/volume': async (lines, asked) => success(await volume(lines, asked)),
  'index/volume_range': async (lines, asked) => success(await volumeRange(lines, asked)),
  detected_labels: detectedLabels,
  detected_fields: detectedFields,
  format_query: async () => {
    throw new Unsupported('format_query');
  },
  'status/buildinfo': async () => buildInfo,
};

/** Read by Grafana, which asks for what its version of Loki can do. */
const buildInfo = {
  version: '3.7.8',
  revision: 'stand-in over VictoriaLogs',
  branch: '',
  buildUser: '',
  buildDate: '',
  goVersion: '',
};

/** What answers a path below `/loki/api/v1/`; undefined if nothing does. */
export function routeOf(path: string): Route | undefined {
  const answer = Object.hasOwn(fixed, path) ? fixed[path] : undefined;
  if (answer !== undefined) return { name: path, answer };
  const values = /^(label|detected_field)\/([^/]+)\/values$/.exec(path);
  if (values === null) return undefined;
  const label = decodedName(values[2] ?? '');
  return values[1] === 'label'
    ? { name: 'label/values', answer: async (lines, asked) => named(await labelValues(lines, asked, label)) }
    : { name: 'detected_field/values', answer: (lines, asked) => detectedFieldValues(lines, asked, label) };
}

function decodedName(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
