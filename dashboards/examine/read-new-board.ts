import type { Board, BoardPanel, BoardQuery, BoardVariable, DataSourceRef } from './board';
import { type Fields, fieldsOf, listOf, textOf, textsOf } from './loose-json';
import { linksOf } from './read-links';

/** Grafana's schema 2: elements and where they lie are kept apart, and every part says of which kind it is. */
export function isNewSchema(json: Fields): boolean {
  const { elements, layout } = specOf(json);
  return fieldsOf(elements) === elements && fieldsOf(layout) === layout;
}

/** As an object of `dashboard.grafana.app/v2`, or its `spec` alone. */
const specOf = (json: Fields): Fields => fieldsOf(json.spec ?? json);

export function readNewBoard(json: Fields, source: string): Board {
  const spec = specOf(json);
  const uid = textOf(fieldsOf(json.metadata).name);
  const time = fieldsOf(spec.timeSettings);
  return {
    source,
    title: textOf(spec.title) ?? source,
    ...(uid !== undefined && { uid }),
    from: textOf(time.from) ?? 'now-6h',
    to: textOf(time.to) ?? 'now',
    panels: Object.values(fieldsOf(spec.elements)).map((element) => panelOf(fieldsOf(element))),
    variables: listOf(spec.variables).map((variable) => variableOf(fieldsOf(variable))),
    annotations: listOf(spec.annotations).flatMap((annotation) => annotationOf(fieldsOf(annotation))),
    links: linksOf(spec.links, 'link'),
    inputs: {},
    json,
  };
}

function panelOf({ kind, spec: inner }: Fields): BoardPanel {
  const spec = fieldsOf(inner);
  const title = textOf(spec.title) ?? `panel ${textOf(spec.id) ?? '?'}`;
  const type = kindOf(spec.vizConfig) ?? 'unknown';
  if (kind === 'LibraryPanel') {
    const name = textOf(fieldsOf(spec.libraryPanel).name) ?? title;
    return { title, type, queries: [], links: [], unsupported: `the library panel ${name}, which is kept in Grafana` };
  }
  const { defaults, overrides } = fieldsOf(fieldsOf(fieldsOf(spec.vizConfig).spec).fieldConfig);
  const cells = listOf(overrides).flatMap((override) => listOf(fieldsOf(override).properties).map(fieldsOf));
  return {
    title,
    type,
    queries: listOf(fieldsOf(fieldsOf(spec.data).spec).queries).map((query) =>
      queryOf(fieldsOf(fieldsOf(query).spec), fieldsOf(fieldsOf(spec.data).spec)),
    ),
    links: [
      ...linksOf(spec.links, title),
      ...linksOf(fieldsOf(defaults).links, title),
      ...cells.flatMap(({ id, value }) => (id === 'links' ? linksOf(value, title) : [])),
    ],
  };
}

/** `vizConfig` is of kind VizConfig with a group, and of the plugin's own kind in the first of the schema. */
const kindOf = (value: unknown): string | undefined => textOf(fieldsOf(value).group) ?? textOf(fieldsOf(value).kind);

function queryOf(panelQuery: Fields, group: Fields): BoardQuery {
  const query = fieldsOf(panelQuery.query);
  const asked = fieldsOf(query.spec);
  const interval = textOf(asked.interval) ?? textOf(fieldsOf(group.queryOptions).interval);
  const expr = textOf(asked.expr);
  return {
    name: textOf(panelQuery.refId) ?? 'A',
    datasource: refOf(query, panelQuery.datasource),
    ...(expr !== undefined && { expr }),
    instant: asked.instant === true || asked.queryType === 'instant',
    hidden: panelQuery.hidden === true,
    ...(interval !== undefined && { interval }),
  };
}

/** The kind of a query is the type of its data source; which one, it says by name, or in the first of the schema by uid. */
function refOf(query: Fields, beside?: unknown): DataSourceRef | undefined {
  const { type, uid } = fieldsOf(beside);
  const named = textOf(fieldsOf(query.datasource).name) ?? textOf(uid);
  const kind = textOf(query.group) ?? textOf(type) ?? (query.kind === 'DataQuery' ? undefined : textOf(query.kind));
  return kind === undefined && named === undefined
    ? undefined
    : { ...(kind !== undefined && { type: kind }), ...(named !== undefined && { uid: named }) };
}

/** `QueryVariable` of schema 2 is `query` before it. */
function variableOf({ kind, spec: inner }: Fields): BoardVariable {
  const spec = fieldsOf(inner);
  const type = (textOf(kind) ?? 'QueryVariable').replace(/Variable$/, '').toLowerCase();
  const query = fieldsOf(spec.query);
  const allValue = textOf(spec.allValue);
  return {
    name: textOf(spec.name) ?? '?',
    kind: type === 'text' ? 'textbox' : type,
    query: type === 'query' ? (query.spec ?? spec.query) : type === 'datasource' ? spec.pluginId : spec.query,
    datasource: type === 'query' ? refOf(query, spec.datasource) : undefined,
    current: textsOf(fieldsOf(spec.current).value),
    options: listOf(spec.options).flatMap((option) => textOf(fieldsOf(option).value) ?? []),
    regex: textOf(spec.regex) ?? '',
    multi: spec.multi === true,
    includeAll: spec.includeAll === true,
    ...(allValue !== undefined && { allValue }),
  };
}

function annotationOf({ spec: inner }: Fields): BoardQuery[] {
  const spec = fieldsOf(inner);
  const query = fieldsOf(spec.query);
  const asked = fieldsOf(query.spec);
  const expr = textOf(asked.expr) ?? textOf(asked.query);
  if (spec.enable === false || spec.builtIn === true || expr === undefined) return [];
  const name = `annotation ${textOf(spec.name) ?? '?'}`;
  return [{ name, datasource: refOf(query, spec.datasource), expr, instant: false, hidden: false }];
}
