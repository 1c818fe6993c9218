import {
  type FieldDisplay,
  getDisplayProcessor,
  getDisplayValueAlignmentFactors,
  type PanelProps,
  VizOrientation,
} from '@grafana/data';
import { config } from '@grafana/runtime';
import { BarGaugeDisplayMode, BarGaugeNamePlacement, BarGaugeSizing, BarGaugeValueMode } from '@grafana/schema';
import type { Options as BarGaugeOptions } from '@grafana/schema/dist/esm/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen';
import { BarGauge, VizRepeater, type VizRepeaterRenderValueProps } from '@grafana/ui';
import { definePanel } from './define-panel';
import { Linked } from './linked';
import { readableColor } from './readable-color';
import { reducedValues } from './reduced-values';
import { ScrolledByKeys } from './scrolled-by-keys';

type Shown = Omit<BarGaugeOptions, 'legend'>;

function BarGaugePanel(panel: PanelProps<Shown>) {
  const { data, options, width, height, renderCounter } = panel;
  const values = () => reducedValues(panel);
  const renderValue = ({
    value,
    alignmentFactors,
    orientation,
    width,
    height,
    count,
  }: VizRepeaterRenderValueProps<FieldDisplay>) => {
    const { field, display, view, colIndex } = value;
    const processor = view && colIndex !== undefined ? view.getFieldDisplayProcessor(colIndex) : undefined;
    return (
      <Linked to={value}>
        {(onClick) => (
          <BarGauge
            value={{
              ...display,
              ...(count === 1 && options.namePlacement === BarGaugeNamePlacement.Auto && { title: '' }),
              // The text has the colour of the bar.
              ...(display.color && { color: readableColor(display.color) }),
            }}
            width={width}
            height={height}
            orientation={orientation}
            field={field}
            display={processor ?? getDisplayProcessor({ field: { config: field }, theme: config.theme2 } as never)}
            theme={config.theme2}
            itemSpacing={8}
            displayMode={options.displayMode}
            {...(options.text && { text: options.text })}
            {...(onClick && { onClick })}
            alignmentFactors={alignmentFactors as never}
            showUnfilled={options.showUnfilled}
            valueDisplayMode={options.valueMode}
            namePlacement={options.namePlacement}
          />
        )}
      </Linked>
    );
  };
  return (
    <ScrolledByKeys>
      <VizRepeater
        getValues={values}
        getAlignmentFactors={getDisplayValueAlignmentFactors}
        renderValue={renderValue as never}
        renderCounter={renderCounter}
        width={width}
        height={height}
        source={data}
        itemSpacing={8}
        orientation={options.orientation}
        minVizWidth={options.minVizWidth}
        minVizHeight={options.minVizHeight}
        maxVizHeight={options.maxVizHeight}
      />
    </ScrolledByKeys>
  );
}

export const barGauge = definePanel<Shown>({
  component: BarGaugePanel,
  options: {
    reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    orientation: VizOrientation.Auto,
    displayMode: BarGaugeDisplayMode.Gradient,
    valueMode: BarGaugeValueMode.Color,
    namePlacement: BarGaugeNamePlacement.Auto,
    showUnfilled: true,
    sizing: BarGaugeSizing.Auto,
    minVizWidth: 8,
    minVizHeight: 16,
    maxVizHeight: 300,
  },
});
