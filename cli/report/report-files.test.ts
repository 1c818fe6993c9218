import { describe, expect, it } from 'vitest';
import { reportFiles } from './report-files';

describe('a report', () => {
  it('goes beside the later run', () => {
    expect(reportFiles(['runs/a.json', 'runs/b.json'])).toEqual({
      page: 'runs/b.report.html',
      json: 'runs/b.report.json',
    });
  });

  it('goes where it is wanted', () => {
    expect(reportFiles(['a.json'], 'sale.html')).toEqual({ page: 'sale.html', json: 'sale.json' });
  });

  it('never takes the place of a run', () => {
    expect(() => reportFiles(['base.json', './sale.json'], 'sale.html')).toThrow('is the run itself');
  });

  it('is a page', () => {
    expect(() => reportFiles(['a.json'], 'a.pdf')).toThrow('ending in .html');
  });
});
