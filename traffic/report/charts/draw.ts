import * as echarts from 'echarts';

export const size = { width: 760, height: 240 } as const;

/** Draws a chart as SVG without a browser: it is as sharp on paper as on a screen, and needs no script. */
export function draw(
  option: echarts.EChartsOption,
  { width, height }: { width: number; height: number } = size,
): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: 'system-ui, sans-serif' }, ...option });
    // Its styles are for a pointer that hovers.
    return chart.renderToSVGString().replace(/<style[\s\S]*?<\/style>/, '');
  } finally {
    chart.dispose();
  }
}

/** Distinguishable also for those who see no red or green (Okabe and Ito, 2008). */
export const colours = {
  blue: '#0072b2',
  orange: '#e69f00',
  green: '#009e73',
  red: '#d55e00',
  sky: '#56b4e9',
  purple: '#cc79a7',
  grey: '#8a8f98',
} as const;

export const palette = [
  colours.blue,
  colours.orange,
  colours.green,
  colours.purple,
  colours.sky,
  colours.red,
  colours.grey,
];

export const grid = { left: 64, right: 16, top: 32, bottom: 32 };

/** The time of a run, from its start. */
export const timeAxis = {
  type: 'value' as const,
  min: 0,
  axisLabel: { formatter: (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}` },
  splitLine: { show: false },
};

/** What is measured. */
export const valueAxis = (name: string) => ({
  type: 'value' as const,
  name,
  nameTextStyle: { align: 'left' as const, padding: [0, 0, 0, -48] },
  splitLine: { lineStyle: { color: '#e5e7eb' } },
});

/** A latency: equal steps are equal ratios. */
export const latencyAxis = {
  ...valueAxis('latency'),
  type: 'log' as const,
  axisLabel: { formatter: (ms: number) => (ms >= 1000 ? `${ms / 1000} s` : `${ms} ms`) },
};

export const legend = { top: 4, right: 16, itemWidth: 14, itemHeight: 8, itemGap: 24 };
