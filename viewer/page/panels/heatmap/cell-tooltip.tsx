import { dateTimeFormat, formattedValueToString, getValueFormat } from '@grafana/data';
import { type UPlotConfigBuilder, VizTooltipContainer, VizTooltipContent, VizTooltipHeader } from '@grafana/ui';
import { useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Cell, Grid } from './grid';

interface Hovered {
  readonly cell: Cell;
  readonly x: number;
  readonly y: number;
}

/** What the cell under the cursor counts. */
export function CellTooltip({ config, grid, unit }: { config: UPlotConfigBuilder; grid: Grid; unit: string }) {
  const [hovered, setHovered] = useState<Hovered>();
  const latest = useRef(grid);
  latest.current = grid;
  useLayoutEffect(() => {
    config.addHook('setCursor', (plot) => {
      const { left = -1, top = -1 } = plot.cursor;
      if (left < 0) return setHovered(undefined);
      const [time, height] = [plot.posToVal(left, 'x'), plot.posToVal(top, 'y')];
      const { cells, stepMs } = latest.current;
      const cell = cells.find(
        (each) => each.time >= time && each.time - stepMs < time && each.low <= height && height < each.high,
      );
      const box = plot.over.getBoundingClientRect();
      setHovered(cell && cell.count > 0 ? { cell, x: box.left + left, y: box.top + top } : undefined);
    });
  }, [config]);
  if (!hovered) return null;
  const { cell } = hovered;
  const bound = (at: number) => {
    const value = grid.bounds[at] ?? Number.NaN;
    return Number.isFinite(value) ? formattedValueToString(getValueFormat(unit)(value)) : '+Inf';
  };
  const times = [cell.time - grid.stepMs, cell.time].map((time) => dateTimeFormat(time, { format: 'HH:mm:ss' }));
  return createPortal(
    <VizTooltipContainer position={{ x: hovered.x, y: hovered.y }} offset={{ x: 10, y: 10 }}>
      <VizTooltipHeader item={{ label: '', value: times.join(' to ') }} />
      <VizTooltipContent
        items={[
          { label: 'Between', value: `${bound(cell.low)} and ${bound(cell.high)}` },
          { label: 'Count', value: formattedValueToString(getValueFormat('short')(cell.count)) },
        ]}
      />
    </VizTooltipContainer>,
    document.body,
  );
}
