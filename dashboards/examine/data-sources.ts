import type { LokiStore, PrometheusStore } from '@sightline/stores';
import type { Board, DataSourceRef } from './board';

/** A data source as Grafana knows it. */
export interface KnownDataSource {
  readonly uid: string;
  readonly name: string;
  readonly type: string;
  readonly isDefault: boolean;
}

/** Who is asked for what the panels ask for. */
export interface ExaminedStores {
  /** The store behind a data source; the one and only where Grafana is not asked. Undefined when there is none. */
  metrics(uid: string | undefined): PrometheusStore | undefined;
  logs(uid: string | undefined): LokiStore | undefined;
  /** Whether an error is that of a store that answers nothing at all. */
  isSilence?(error: unknown): boolean;
  /** Those that Grafana has; undefined where it is not asked. */
  readonly dataSources?: readonly KnownDataSource[];
}

export type Language = 'promql' | 'logql';

/** Which store a query is for, or why none is asked. */
export type Asks =
  | { readonly language: Language; readonly uid?: string }
  | { readonly language?: undefined; readonly unasked: string; readonly missing?: boolean };

const languages: Readonly<Record<string, Language>> = {
  prometheus: 'promql',
  'grafana-amazonprometheus-datasource': 'promql',
  'grafana-azureprometheus-datasource': 'promql',
  'victoriametrics-metrics-datasource': 'promql',
  'victoriametrics-datasource': 'promql',
  loki: 'logql',
};

/** Grafana's own, which ask no store. */
const ownSources = [
  'grafana',
  'datasource',
  'dashboard',
  '__expr__',
  '-- grafana --',
  '-- dashboard --',
  '-- mixed --',
];

/** Follows a reference through the board's variables and inputs to a data source. */
export function asksWhom(
  ref: DataSourceRef | undefined,
  board: Pick<Board, 'inputs' | 'variables'>,
  dataSources: readonly KnownDataSource[] | undefined,
): Asks {
  const found = known(ref, board, dataSources);
  const type = found.type ?? 'prometheus';
  if ([found.uid, found.type].some((name) => name !== undefined && ownSources.includes(name.toLowerCase())))
    return { unasked: "Grafana's own data" };
  const language = languages[type];
  if (found.missing) return { unasked: `the data source ${found.uid}`, missing: true };
  if (language === undefined) return { unasked: type };
  return { language, ...(found.uid !== undefined && { uid: found.uid }) };
}

interface Found extends DataSourceRef {
  readonly missing?: boolean;
}

function known(
  ref: DataSourceRef | undefined,
  { inputs, variables }: Pick<Board, 'inputs' | 'variables'>,
  dataSources: readonly KnownDataSource[] | undefined,
): Found {
  const usual = (type: string | undefined) =>
    dataSources?.find((one) => one.isDefault && (type === undefined || one.type === type)) ??
    dataSources?.find((one) => one.type === (type ?? 'prometheus'));
  const variable = /^(?:\$\{?|\[\[)(\w+)/.exec(ref?.uid ?? '')?.[1];
  if (variable !== undefined) {
    const own = variables.find(({ name, kind }) => name === variable && kind === 'datasource');
    const type = ref?.type ?? inputs[variable] ?? (typeof own?.query === 'string' ? own.query : undefined);
    const chosen = dataSources?.find(({ uid, name }) => own?.current.some((value) => value === uid || value === name));
    return typed(chosen ?? usual(type), type);
  }
  if (ref?.uid === undefined || ref.uid === 'default') return typed(usual(ref?.type), ref?.type);
  if (dataSources === undefined) return { type: ref.type ?? guessed(ref.uid), uid: ref.uid };
  const found = dataSources.find(({ uid, name }) => uid === ref.uid || name === ref.uid);
  return found ?? { type: ref.type ?? guessed(ref.uid), uid: ref.uid, missing: true };
}

const typed = (found: KnownDataSource | undefined, type: string | undefined): Found =>
  found ?? (type === undefined ? {} : { type });

/** Old dashboards name a data source as people call it. */
function guessed(name: string): string {
  if (ownSources.includes(name.toLowerCase())) return name.toLowerCase();
  return /loki/i.test(name) ? 'loki' : 'prometheus';
}

/** The data sources that a dashboard asks and Grafana does not have, by uid or name. */
export function missingDataSources(board: Board, dataSources: readonly KnownDataSource[]): string[] {
  const refs = [...board.panels.flatMap(({ queries }) => queries), ...board.annotations].map(
    ({ datasource }) => datasource,
  );
  const names = refs.flatMap((ref) => {
    const asks = asksWhom(ref, board, dataSources);
    return asks.language === undefined && asks.missing && ref?.uid !== undefined ? [ref.uid] : [];
  });
  return [...new Set(names)];
}
