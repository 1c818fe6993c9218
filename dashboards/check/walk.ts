import type {
  AnnotationQuery,
  Dashboard,
  Panel,
  RowPanel,
  VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';

export type Language = 'promql' | 'logql';

/** A query as it stands in the JSON of a panel. */
export interface Target {
  readonly refId: string;
  readonly expr: string;
  readonly legendFormat?: string;
  readonly datasource?: { readonly type?: string; readonly uid?: string };
  readonly instant?: boolean;
  readonly queryType?: string;
  readonly format?: string;
  readonly exemplar?: boolean;
  readonly maxLines?: number;
}

/** One expression somewhere in a dashboard. */
export interface FoundQuery {
  readonly dashboard: Dashboard;
  readonly kind: 'panel' | 'variable' | 'annotation' | 'link';
  /** The panel's or variable's or annotation's name. */
  readonly where: string;
  readonly panel?: Panel;
  readonly target: Target;
  readonly language: Language;
}

export const titleOf = (dashboard: Dashboard) => dashboard.title ?? dashboard.uid ?? '?';

/** Every panel, those inside collapsed rows too; without the rows that hold them together. */
export const panelsOf = (dashboard: Dashboard): Panel[] =>
  panelsAndRowsOf(dashboard).filter((panel): panel is Panel => panel.type !== 'row');

/** Rows and panels in their order; the panels of a collapsed row lie inside it. */
export const panelsAndRowsOf = ({ panels }: Dashboard): (Panel | RowPanel)[] =>
  (panels ?? []).flatMap((panel) => (isRow(panel) ? [panel, ...panel.panels] : [panel]));

export const isRow = (panel: Panel | RowPanel): panel is RowPanel => panel.type === 'row';

export const targetsOf = (panel: Panel) => (panel.targets ?? []) as unknown as Target[];
export const variablesOf = ({ templating }: Dashboard): VariableModel[] => templating.list ?? [];
export const annotationsOf = ({ annotations }: Dashboard): AnnotationQuery[] => annotations.list ?? [];

/** Every query of a dashboard: of its panels, its variables, its annotations. */
export function queriesOf(dashboard: Dashboard): FoundQuery[] {
  return [
    ...panelsOf(dashboard).flatMap((panel) =>
      targetsOf(panel).map((target): FoundQuery => {
        const where = `${panel.title ?? panel.id} ${target.refId}`;
        return { dashboard, kind: 'panel', where, panel, target, language: languageOf(target.datasource?.type) };
      }),
    ),
    ...variablesOf(dashboard).flatMap((variable): FoundQuery[] => {
      const expr = seriesOf(variable)?.series;
      if (expr === undefined) return [];
      const target = { refId: 'variable', expr, instant: true };
      return [{ dashboard, kind: 'variable', where: `$${variable.name}`, target, language: 'promql' }];
    }),
    ...annotationsOf(dashboard).map((annotation): FoundQuery => {
      const target = {
        ...(annotation.target as unknown as Target | undefined),
        refId: 'annotation',
        expr: exprOf(annotation),
      };
      return {
        dashboard,
        kind: 'annotation',
        where: annotation.name,
        target,
        language: languageOf(annotation.datasource?.type),
      };
    }),
  ];
}

const languageOf = (type: string | undefined): Language => (type === 'loki' ? 'logql' : 'promql');

const exprOf = (annotation: AnnotationQuery) =>
  annotation.expr ?? (annotation.target as unknown as Target | undefined)?.expr ?? '';

/** What `label_values(series, label)` asks for; undefined for a variable that asks nothing. */
export function seriesOf({
  type,
  query,
}: VariableModel): { readonly series: string; readonly label: string } | undefined {
  if (type !== 'query') return undefined;
  const text = typeof query === 'string' ? query : String((query as { query?: unknown }).query);
  const [, series, label] = /^label_values\((.+),\s*(\w+)\)$/.exec(text) ?? [];
  return series && label ? { series, label } : undefined;
}
