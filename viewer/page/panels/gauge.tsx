import { type FieldDisplay, formattedValueToString, type PanelProps, VizOrientation } from '@grafana/data';
import { config } from '@grafana/runtime';
import type { SingleStatBaseOptions } from '@grafana/schema';
import { VizRepeater, type VizRepeaterRenderValueProps } from '@grafana/ui';
import { definePanel } from './define-panel';
import { arc, thresholdArcs } from './gauge-arc';
import { Linked } from './linked';
import { readableColor } from './readable-color';
import { reducedValues } from './reduced-values';
import { ScrolledByKeys } from './scrolled-by-keys';

interface GaugeOptions extends SingleStatBaseOptions {
  showThresholdMarkers: boolean;
  minVizWidth: number;
  minVizHeight: number;
}

function GaugePanel(panel: PanelProps<GaugeOptions>) {
  const { data, options, width, height, renderCounter } = panel;
  const values = () => reducedValues(panel);
  const renderValue = ({ value, width, height, count }: VizRepeaterRenderValueProps<FieldDisplay>) => (
    <Linked to={value}>
      {(onClick) => (
        <GaugeDial
          value={value}
          width={width}
          height={height}
          named={count > 1}
          markers={options.showThresholdMarkers}
          {...(onClick && { onClick })}
        />
      )}
    </Linked>
  );
  return (
    <ScrolledByKeys>
      <VizRepeater
        getValues={values}
        renderValue={renderValue}
        width={width}
        height={height}
        source={data}
        autoGrid
        itemSpacing={16}
        renderCounter={renderCounter}
        orientation={options.orientation}
        minVizWidth={options.minVizWidth}
        minVizHeight={options.minVizHeight}
      />
    </ScrolledByKeys>
  );
}

interface GaugeDialProps {
  value: FieldDisplay;
  width: number;
  height: number;
  named: boolean;
  markers: boolean;
  onClick?: React.MouseEventHandler<HTMLElement>;
}

const radius = 100;

function GaugeDial({ value: { display, field }, width, height, named, markers, onClick }: GaugeDialProps) {
  const { theme2 } = config;
  const { min = 0, max = 100 } = field;
  const share = (display.numeric - (min ?? 0)) / ((max ?? 100) - (min ?? 0) || 1);
  const ring = { inner: radius * 0.68, outer: radius * (markers ? 0.9 : 1) };
  const text = formattedValueToString(display);
  const label = `${display.title ? `${display.title}: ` : ''}${text}`;
  const Frame = onClick ? 'button' : 'div';
  return (
    <Frame className="gauge" style={{ width, height }} {...(onClick && { onClick })}>
      <svg viewBox="-104 -104 208 164" role="img" aria-label={label}>
        <path d={arc({ from: 0, to: 1, ...ring })} fill={theme2.colors.background.secondary} />
        {Number.isFinite(share) && (
          <path d={arc({ from: 0, to: share, ...ring })} fill={display.color ?? theme2.colors.primary.main} />
        )}
        {markers && thresholdArcs(field, theme2, radius).map(({ d, color }) => <path key={d} d={d} fill={color} />)}
        <text
          textAnchor="middle"
          y={12}
          fontSize={Math.min(40, 220 / Math.max(4, text.length))}
          fontWeight={500}
          fill={display.color ? readableColor(display.color) : theme2.colors.text.primary}
        >
          {text}
        </text>
        {named && (
          <text textAnchor="middle" y={56} fontSize={16} fill={theme2.colors.text.secondary}>
            {display.title}
          </text>
        )}
      </svg>
    </Frame>
  );
}

export const gauge = definePanel<GaugeOptions>({
  component: GaugePanel,
  options: {
    reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    orientation: VizOrientation.Auto,
    showThresholdMarkers: true,
    minVizWidth: 75,
    minVizHeight: 75,
  },
});
