import { type FieldDisplay, getDisplayValueAlignmentFactors, type PanelProps, VizOrientation } from '@grafana/data';
import { config } from '@grafana/runtime';
import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  PercentChangeColorMode,
} from '@grafana/schema';
import type { Options as StatOptions } from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import { BigValue, VizRepeater, type VizRepeaterRenderValueProps } from '@grafana/ui';
import { definePanel } from './define-panel';
import { Linked } from './linked';
import { readableColor } from './readable-color';
import { reducedValues } from './reduced-values';
import { ScrolledByKeys } from './scrolled-by-keys';

function StatPanel(panel: PanelProps<StatOptions>) {
  const { data, options, width, height, renderCounter } = panel;
  const values = () =>
    reducedValues(panel, {
      sparkline: options.graphMode !== BigValueGraphMode.None,
      percentChange: options.showPercentChange,
    });
  const renderValue = ({
    value,
    width,
    height,
    alignmentFactors,
    count,
  }: VizRepeaterRenderValueProps<FieldDisplay>) => (
    <Linked to={value}>
      {(onClick) => (
        <BigValue
          value={shown(value, options.colorMode)}
          count={count}
          {...(value.sparkline && { sparkline: value.sparkline })}
          colorMode={options.colorMode as never}
          graphMode={options.graphMode as never}
          justifyMode={options.justifyMode as never}
          textMode={textMode(options, count) as never}
          alignmentFactors={alignmentFactors as never}
          {...(options.text && { text: options.text })}
          width={width}
          height={height}
          theme={config.theme2}
          {...(onClick && { onClick })}
          hasLinks={value.hasLinks}
          percentChangeColorMode={options.percentChangeColorMode}
          disableWideLayout={!options.wideLayout}
        />
      )}
    </Linked>
  );
  return (
    <ScrolledByKeys>
      <VizRepeater
        getValues={values}
        getAlignmentFactors={getDisplayValueAlignmentFactors}
        renderValue={renderValue as never}
        width={width}
        height={height}
        source={data}
        itemSpacing={3}
        renderCounter={renderCounter}
        autoGrid
        orientation={options.orientation}
      />
    </ScrolledByKeys>
  );
}

/** Where the colour is the text's, it must be read; where it is the ground's, Grafana chooses the text's. */
const shown = ({ display }: FieldDisplay, colorMode: StatOptions['colorMode']) =>
  display.color && colorMode === BigValueColorMode.Value
    ? { ...display, color: readableColor(display.color) }
    : display;

/** A lone value needs no name: the panel's title says it. */
const textMode = ({ textMode }: StatOptions, count: number) =>
  textMode === BigValueTextMode.Auto && count === 1 ? BigValueTextMode.Value : textMode;

export const stat = definePanel<StatOptions>({
  component: StatPanel,
  noPadding: true,
  options: {
    reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    orientation: VizOrientation.Auto,
    colorMode: BigValueColorMode.Value,
    graphMode: BigValueGraphMode.Area,
    justifyMode: BigValueJustifyMode.Auto,
    textMode: BigValueTextMode.Auto,
    percentChangeColorMode: PercentChangeColorMode.Standard,
    showPercentChange: false,
    wideLayout: true,
  },
});
