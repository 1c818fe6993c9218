import {
  FieldTextAlignment,
  TableCellHeight,
  TableSortByFieldStateBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import type { DynamicConfigValue, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import { asLink, type Next } from '../links';
import type { Unit } from '../units';
import { type Frame, framed } from './frame';
import { asTable, promql, refId } from './targets';
import type { Thresholds } from './thresholds';

export interface Column {
  readonly title: string;
  readonly unit: Unit;
  /** An expression with one series per row. */
  readonly expr: string;
  readonly thresholds?: Thresholds;
}

export interface Table extends Frame {
  /** The labels that make a row, and the heading each has. */
  readonly rows: Readonly<Record<string, string>>;
  readonly columns: readonly Column[];
  /** Where a click on the first column leads. */
  readonly rowLink?: Next;
  /** The column whose greatest values come first; the first one unless said otherwise. */
  readonly sortBy?: string;
}

/** Things compared: a row per combination of labels, a column per measure, joined on the labels. */
export function table(spec: Table): Panel {
  const queries = spec.columns.map(({ title, expr }) => promql(title, expr));
  const panel = framed(new PanelBuilder(), spec, asTable(queries))
    .transformations([
      { id: 'merge', options: {} },
      {
        id: 'organize',
        options: { excludeByName: { Time: true }, indexByName: order(spec), renameByName: names(spec) },
      },
    ])
    .align(FieldTextAlignment.Auto)
    .cellHeight(TableCellHeight.Sm)
    .filterable(false)
    .showHeader(true)
    .sortBy([new TableSortByFieldStateBuilder().displayName(spec.sortBy ?? spec.columns[0]?.title ?? '').desc(true)]);
  const first = Object.values(spec.rows)[0];
  if (spec.rowLink && first) panel.overrideByName(first, [{ id: 'links', value: [asLink(spec.rowLink)] }]);
  for (const column of spec.columns) panel.overrideByName(column.title, style(column));
  return panel.build();
}

/** With one query Grafana calls the value's column `Value`, with several `Value #A`, `Value #B`. */
const valueName = (columns: readonly Column[], index: number) =>
  columns.length === 1 ? 'Value' : `Value #${refId(index)}`;

const names = ({ rows, columns }: Table) => ({
  ...rows,
  ...Object.fromEntries(columns.map(({ title }, index) => [valueName(columns, index), title])),
});

const order = ({ rows, columns }: Table) =>
  Object.fromEntries(
    [...Object.keys(rows), ...columns.map((_, index) => valueName(columns, index))].map((name, i) => [name, i]),
  );

function style({ unit, thresholds }: Column): DynamicConfigValue[] {
  const plain = { id: 'unit', value: unit };
  if (!thresholds) return [plain];
  return [
    plain,
    { id: 'thresholds', value: thresholds.build() },
    { id: 'custom.cellOptions', value: { type: 'color-text' } },
  ];
}
