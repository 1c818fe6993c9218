import type { UPlotConfigBuilder } from '@grafana/ui';
import { useLayoutEffect, useState } from 'react';
import type uPlot from 'uplot';

/** The plot that is drawn from a configuration, given anew after each drawing: what lies on it finds its place again. */
export function usePlot(config: UPlotConfigBuilder): uPlot | undefined {
  const [drawn, setDrawn] = useState<{ plot: uPlot; times: number }>();
  useLayoutEffect(() => {
    let frame = 0;
    let times = 0;
    // Not during the drawing: React would have to render inside of it.
    const draw = (plot: uPlot) => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => setDrawn({ plot, times: ++times }));
    };
    config.addHook('draw', draw);
    config.addHook('destroy', () => {
      cancelAnimationFrame(frame);
      setDrawn(undefined);
    });
  }, [config]);
  return drawn?.plot;
}
