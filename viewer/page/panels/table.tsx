import { cacheFieldDisplayNames, type DataFrame, type PanelProps } from '@grafana/data';
import { TableCellDisplayMode, TableCellHeight, type TableSortByFieldState } from '@grafana/schema';
import { TableNG } from '@grafana/ui/unstable';
import { useMemo } from 'react';
import { definePanel } from './define-panel';
import { NoData } from './no-data';
import { readable } from './readable-field';

interface TableOptions {
  frameIndex: number;
  showHeader: boolean;
  cellHeight: TableCellHeight;
  sortBy: TableSortByFieldState[];
  enablePagination: boolean;
}

function TablePanel({ data, options, fieldConfig, width, height, timeRange }: PanelProps<TableOptions>) {
  const asked: DataFrame | undefined = data.series[options.frameIndex] ?? data.series[0];
  const frame = useMemo(() => asked && { ...asked, fields: asked.fields.map(readable) }, [asked]);
  if (!frame || frame.fields.length === 0 || frame.length === 0) return <NoData fieldConfig={fieldConfig} />;
  // The table finds its columns by names that nobody else works out before it does.
  cacheFieldDisplayNames([frame]);
  return (
    <TableNG
      data={frame}
      width={width}
      height={height}
      noHeader={!options.showHeader}
      resizable
      sortBy={options.sortBy}
      cellHeight={options.cellHeight}
      enablePagination={options.enablePagination}
      timeRange={timeRange}
      fieldConfig={fieldConfig}
      structureRev={data.structureRev ?? 0}
      {...(fieldConfig.defaults.noValue && { noValue: fieldConfig.defaults.noValue })}
    />
  );
}

export const table = definePanel<TableOptions>({
  component: TablePanel,
  options: { frameIndex: 0, showHeader: true, cellHeight: TableCellHeight.Sm, sortBy: [], enablePagination: false },
  custom: {
    align: 'auto',
    cellOptions: { type: TableCellDisplayMode.Auto },
    inspect: false,
    filterable: false,
    width: undefined,
    minWidth: 50,
    hidden: false,
    hideFrom: { viz: false },
    footer: { reducers: [] },
    wrapText: false,
  },
});
