import { describe, expect, it } from 'vitest';
import { chartFiles, staleFiles } from './chart-files';

const files = chartFiles();
const MiB = 2 ** 20;

describe('what the chart takes from elsewhere', () => {
  it('is what is there now (else: npm run generate -w @sightline/kubernetes)', () => {
    expect(staleFiles(files)).toEqual([]);
  });

  it('holds the layers of the collector, the rules and the dashboards', () => {
    for (const some of ['collector/base.yaml', 'rules/outbox.rules.yml', 'dashboards/overview.json'])
      expect(files.map(({ path }) => path)).toContain(`generated/${some}`);
  });

  it.each(files)('$path fits into an object of the cluster', ({ text }) => {
    // As a text in JSON, with room for names and labels.
    expect(Buffer.byteLength(JSON.stringify(text))).toBeLessThan(MiB * 0.9);
  });
});
