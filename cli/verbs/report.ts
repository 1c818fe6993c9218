import { readSettings } from '@sightline/stack';
import { reportOn } from '@sightline/traffic';
import { usageError } from '../cli-error';
import { latestRun, readRun } from '../load';
import { reportFiles, reportText, writeReport } from '../report';
import { verb } from '../verb';

export const reportVerb = verb<{ readonly out?: string }>({
  name: 'report',
  summary: 'one page on a run of load, or on two: before and after',
  description:
    'Makes a page that needs no network and no script: targets, figures, rates, latency, resources, error budgets, incidents, alerts and the requests worth following; beside it the same as JSON. Exit code 1 when the run, of two the later, misses a target.',
  onlyReads: true,
  needs: ['supervisor'],
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
    const runFiles = args.length > 0 ? args : [latestRun(readSettings().home)];
    const files = reportFiles(runFiles, out);
    const runs = runFiles.map((file, index) => {
      const run = readRun(file);
      return { name: runFiles.length === 1 ? run.profile : index === 0 ? 'baseline' : 'optimised', run };
    });
    const report = reportOn(runs);
    await writeReport(report, files);
    return {
      value: { ...files, targets: report.targets, passes: report.passes },
      text: `${reportText(report, screen.paint)}\n\n${files.page}`,
      problem: !report.passes,
    };
  },
});
