import { describe, expect, it } from 'vitest';
import { paneOf } from './panes';

const link = (panes: unknown) => `?schemaVersion=1&panes=${encodeURIComponent(JSON.stringify(panes))}`;

describe('a link to Explore', () => {
  it('gives its first query, its data source and its time range', () => {
    const pane = {
      datasource: 'loki',
      queries: [{ refId: 'A', expr: '{a="b"}' }],
      range: { from: 'now-5m', to: 'now' },
    };
    expect(paneOf(link({ next: pane }))).toEqual(pane);
  });

  it('that carries nothing readable gives nothing', () => {
    expect(paneOf('')).toBeUndefined();
    expect(paneOf('?panes=%7Bbroken')).toBeUndefined();
    expect(paneOf(link({ next: { queries: 'all' } }))).toBeUndefined();
  });
});
