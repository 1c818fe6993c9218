import { effectiveConfig } from '@sightline/collector/testing/effective-config';
import { describe, expect, it } from 'vitest';
import { stageBefore } from './collector';
import { layers, signals, stages } from './stages';

describe('the stages of the collector', () => {
  const config = effectiveConfig(layers);

  it.each(signals)('of %s make configurations in which all is there that is named', (signal) => {
    for (const { name, change } of stages[signal]) {
      const { service, ...made } = change(config);
      const connectors = Object.keys(made.connectors);
      const pipelines = Object.values(service.pipelines);
      expect(pipelines.length, name).toBeGreaterThan(0);
      for (const { receivers, processors = [], exporters } of pipelines) {
        const known = [...Object.keys(made.receivers), ...Object.keys(made.processors), ...Object.keys(made.exporters)];
        const named = [...receivers, ...processors, ...exporters];
        expect(
          named.filter((id) => !known.includes(id) && !connectors.includes(id)),
          name,
        ).toEqual([]);
      }
      // A connector takes from one pipeline and gives to another.
      for (const id of connectors) {
        const gives = pipelines.some(({ receivers }) => receivers.includes(id));
        const takes = pipelines.some(({ exporters }) => exporters.includes(id));
        expect([name, id, takes]).toEqual([name, id, gives]);
      }
    }
  });

  it.each(signals)('of %s do more and more, and in the end all that there is', (signal) => {
    const parts = stages[signal].map(({ name, change }) => {
      const { exporters, service } = change(config);
      const queues = Object.values(exporters).filter((each) => JSON.stringify(each).includes('file_storage'));
      const processors = Object.values(service.pipelines).flatMap((pipeline) => pipeline.processors ?? []);
      return { name, steps: processors.length + queues.length };
    });
    const adding = parts.filter(({ name }) => !/^(everything|by default)/.test(name)).map(({ steps }) => steps);
    expect(adding).toEqual(adding.toSorted((a, b) => a - b));
    expect(new Set(adding).size).toBeGreaterThan(1);
  });

  it('are compared with the one before, of the same collector', () => {
    expect(stageBefore('spans', '+ redaction')).toBe('pass through');
    expect(stageBefore('spans', '+ redaction (the other)')).toBe('pass through (the other)');
    expect(stageBefore('spans', 'pass through')).toBeUndefined();
    expect(stageBefore('spans', 'by default: nothing sampled')).toBeUndefined();
  });
});
