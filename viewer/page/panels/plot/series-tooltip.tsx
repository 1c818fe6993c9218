import { type DataFrame, dateTimeFormat } from '@grafana/data';
import type { SortOrder, TooltipDisplayMode } from '@grafana/schema';
import { getFieldDisplayItems, VizTooltipContent, VizTooltipHeader, VizTooltipWrapper } from '@grafana/ui';

interface SeriesTooltipProps {
  frame: DataFrame;
  dataIndexes: (number | null)[];
  seriesIndex: number | null;
  mode: TooltipDisplayMode;
  sort: SortOrder;
  pinned: boolean;
}

/** The time under the cursor and what each series was then. */
export function SeriesTooltip({ frame, dataIndexes, seriesIndex, mode, sort, pinned }: SeriesTooltipProps) {
  const [xField] = frame.fields;
  if (!xField) return null;
  const xIndex = dataIndexes[0] ?? dataIndexes.find((index) => index !== null) ?? 0;
  const time = dateTimeFormat(xField.values[xIndex]);
  const items = getFieldDisplayItems(frame.fields, xField, dataIndexes, seriesIndex, mode, sort);
  return (
    <VizTooltipWrapper>
      <VizTooltipHeader item={{ label: '', value: time }} isPinned={pinned} />
      <VizTooltipContent items={items} isPinned={pinned} scrollable maxHeight={400} />
    </VizTooltipWrapper>
  );
}
