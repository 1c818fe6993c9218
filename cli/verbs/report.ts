import { readSettings } from '@sightline/stack';
import { reportOn } from '@sightline/traffic';
import { usageError } from '../cli-error';
import { latestRun, readRun } from '../load';
import { reportText, writeReport } from '../report';
import { verb } from '../verb';

export const reportVerb = verb<{ readonly out?: string }>({
  name: 'report',
  summary: 'one page on a run of load, or on two: before and after',
  description:
    'Makes a page that needs no network and no script: targets, figures, rates, latency, resources, error budgets, alerts and the requests worth following; beside it the same as JSON. Exit code 1 when the run, of two the later, misses a target.',
  onlyReads: true,
  arguments: [{ name: '[runs...]', description: 'one run, or baseline and optimised (default: the latest run)' }],
  options: [{ flags: '--out <file>', description: 'the page, ending in .html (default: beside the last run)' }],
  examples: [
    { command: 'sightline report', does: 'the run that ended last' },
    {
      command: 'sightline report baseline.json optimised.json --out sale.html',
      does: 'what was, beside what is, in sale.html and sale.json',
    },
  ],
  async run({ args, options: { out }, screen }) {
    if (args.length > 2) throw usageError('A report is on one run, or on two: baseline and optimised');
    if (out !== undefined && !out.endsWith('.html'))
      throw usageError(`"${out}" is no page: give a file ending in .html`);
    const files = args.length > 0 ? args : [latestRun(readSettings().home)];
    const runs = files.map((file, index) => {
      const run = readRun(file);
      return { name: files.length === 1 ? run.profile : index === 0 ? 'baseline' : 'optimised', run };
    });
    const report = reportOn(runs);
    const written = await writeReport(report, out ?? `${files.at(-1)?.replace(/\.json$/, '')}.report.html`);
    return {
      value: { ...written, targets: report.targets, passes: report.passes },
      text: `${reportText(report, screen.paint)}\n\n${written.page}`,
      problem: !report.passes,
    };
  },
});
