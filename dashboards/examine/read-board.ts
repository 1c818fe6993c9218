import type { Board, BoardPanel, BoardQuery, BoardVariable, DataSourceRef } from './board';
import { type Fields, fieldsOf, listOf, textOf, textsOf } from './loose-json';
import { linksOf } from './read-links';
import { isNewSchema, readNewBoard } from './read-new-board';

/**
 * Reads a dashboard's JSON as Grafana exports it, answers it by its API (`{ dashboard, meta }`), or keeps it as an object of
 * Kubernetes; of schema 2 or older, to the rows of Grafana 4.
 *
 * @returns undefined when it is no dashboard.
 */
export function readBoard(json: unknown, source: string): Board | undefined {
  const outer = fieldsOf(json);
  if (isNewSchema(outer)) return readNewBoard(outer, source);
  // As an answer of the API has it, or an object of `dashboard.grafana.app/v1`.
  const inner = fieldsOf(outer.dashboard ?? outer.spec ?? outer);
  if (!Array.isArray(inner.panels) && !Array.isArray(inner.rows)) return undefined;
  const uid = textOf(inner.uid) ?? textOf(fieldsOf(outer.metadata).name);
  const time = fieldsOf(inner.time);
  return {
    source,
    title: textOf(inner.title) ?? source,
    ...(uid !== undefined && { uid }),
    from: textOf(time.from) ?? 'now-6h',
    to: textOf(time.to) ?? 'now',
    panels: panelsOf(inner).map(panelOf),
    variables: listOf(fieldsOf(inner.templating).list).map((each) => variableOf(fieldsOf(each))),
    annotations: listOf(fieldsOf(inner.annotations).list).flatMap((each) => annotationOf(fieldsOf(each))),
    links: linksOf(inner.links, 'link'),
    inputs: inputsOf(inner),
    json: inner,
  };
}

/** Of rows of before Grafana 5, of rows that hold theirs while they are closed, and those that stand free. */
function panelsOf({ panels, rows }: Fields): Fields[] {
  const all = [...listOf(rows).flatMap((row) => listOf(fieldsOf(row).panels)), ...listOf(panels)].map(fieldsOf);
  return all.flatMap((panel) => (panel.type === 'row' ? listOf(panel.panels).map(fieldsOf) : [panel]));
}

function panelOf(panel: Fields): BoardPanel {
  const library = fieldsOf(panel.libraryPanel);
  const title = textOf(panel.title) ?? textOf(library.name) ?? `panel ${textOf(panel.id) ?? '?'}`;
  const type = textOf(panel.type) ?? 'unknown';
  const isElsewhere = panel.libraryPanel !== undefined && !Array.isArray(panel.targets);
  const repeat = textOf(panel.repeat);
  const own = refOf(panel.datasource);
  return {
    title,
    type,
    queries: listOf(panel.targets).map((target, index) => queryOf(fieldsOf(target), { own, panel, index })),
    links: [
      ...linksOf(panel.links, title),
      ...linksOf(fieldsOf(fieldsOf(panel.fieldConfig).defaults).links, title),
      ...listOf(fieldsOf(panel.fieldConfig).overrides)
        .flatMap((override) => listOf(fieldsOf(override).properties))
        .map(fieldsOf)
        .flatMap(({ id, value }) => (id === 'links' ? linksOf(value, title) : [])),
    ],
    ...(repeat !== undefined && { repeat }),
    ...(isElsewhere && { unsupported: `the library panel ${textOf(library.name) ?? title}, which is kept in Grafana` }),
  };
}

interface InPanel {
  readonly own: DataSourceRef | undefined;
  readonly panel: Fields;
  readonly index: number;
}

function queryOf(target: Fields, { own, panel, index }: InPanel): BoardQuery {
  const named = refOf(target.datasource);
  const expr = textOf(target.expr);
  const interval = textOf(target.interval) ?? textOf(panel.interval);
  return {
    name: textOf(target.refId) ?? String.fromCharCode(65 + index),
    // In a panel of one data source, old targets name none, and what they name is what holds.
    datasource: named ?? own,
    ...(expr !== undefined && { expr }),
    // Tables of old ask for the end of the range without saying so.
    instant: target.instant === true || target.queryType === 'instant',
    hidden: target.hide === true,
    ...(interval !== undefined && { interval }),
  };
}

/** A uid, a variable, the name of old dashboards, or nothing: the usual one. */
function refOf(value: unknown): DataSourceRef | undefined {
  const written = textOf(value);
  if (written !== undefined) return { uid: written };
  const { type, uid } = fieldsOf(value);
  const ref = { ...(textOf(type) && { type: textOf(type) }), ...(textOf(uid) && { uid: textOf(uid) }) };
  return Object.keys(ref).length > 0 ? (ref as DataSourceRef) : undefined;
}

function variableOf(variable: Fields): BoardVariable {
  const allValue = textOf(variable.allValue);
  return {
    name: textOf(variable.name) ?? '?',
    kind: textOf(variable.type) ?? 'query',
    query: variable.query,
    datasource: refOf(variable.datasource),
    current: textsOf(fieldsOf(variable.current).value),
    options: listOf(variable.options).flatMap((option) => textOf(fieldsOf(option).value) ?? []),
    regex: textOf(variable.regex) ?? '',
    multi: variable.multi === true,
    includeAll: variable.includeAll === true,
    ...(allValue !== undefined && { allValue }),
  };
}

/** What asks a store: Grafana's own marks and those that are switched off do not. */
function annotationOf(annotation: Fields): BoardQuery[] {
  const { expr, query } = fieldsOf(annotation.target);
  const text = textOf(annotation.expr) ?? textOf(expr) ?? textOf(query);
  if (annotation.enable === false || annotation.builtIn === 1 || text === undefined) return [];
  const name = `annotation ${textOf(annotation.name) ?? '?'}`;
  return [{ name, datasource: refOf(annotation.datasource), expr: text, instant: false, hidden: false }];
}

/** `__inputs`: what is asked for when a dashboard of grafana.com is imported. */
const inputsOf = ({ __inputs }: Fields): Record<string, string> =>
  Object.fromEntries(
    listOf(__inputs)
      .map(fieldsOf)
      .flatMap(({ name, pluginId, value, type }) =>
        textOf(name) === undefined
          ? []
          : [[textOf(name), type === 'constant' ? (textOf(value) ?? '') : textOf(pluginId)]],
      ),
  );
