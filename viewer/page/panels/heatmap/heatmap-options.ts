import type { Options } from '@grafana/schema/dist/esm/raw/composable/heatmap/panelcfg/x/HeatmapPanelCfg_types.gen';
import type { ColorOptions } from './colors';

/** What of Grafana's heatmap options this page draws by. */
export type HeatmapOptions = Pick<Options, 'cellGap' | 'exemplars' | 'yAxis' | 'legend' | 'filterValues'> & {
  color: ColorOptions;
};

export const defaults: HeatmapOptions = {
  cellGap: 1,
  filterValues: { le: 1e-9 },
  legend: { show: true },
  yAxis: {},
  exemplars: { color: 'rgba(255,0,255,0.7)' },
  color: {
    mode: 'scheme',
    scheme: 'Oranges',
    fill: 'dark-orange',
    scale: 'exponential',
    exponent: 0.5,
    reverse: false,
    steps: 64,
  },
};
