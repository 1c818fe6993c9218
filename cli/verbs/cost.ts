import { relative } from 'node:path';
import { usageError } from '../cli-error';
import { costOf, costText, defaultPrices, readPrices } from '../cost';
import { parseNumber, parseShare } from '../parse';
import { verb } from '../verb';
import { type WindowOptions, windowOf, windowOptions } from '../window';

interface CostOptions extends WindowOptions {
  readonly per?: string;
  readonly perSecond: readonly number[];
  readonly keep?: number;
  readonly prices: string;
}

/** A shop in its first year, the sale here, and the real one at its top. */
const usualRates = [1000, 58_000, 583_000];

export const costVerb = verb<CostOptions>({
  name: 'cost',
  summary: 'what 1,000 orders cost in telemetry, and what more of them would',
  description:
    "From the platform's own figures over a window: spans, log lines, samples, bytes, series and processor time for 1,000 orders (elsewhere: requests), what makes up most of each, and what other rates would take in machines, disks, network and money, by a file of prices.",
  onlyReads: true,
  needs: ['metrics'],
  uses: ['traces', 'logs', 'supervisor'],
  options: [
    ...windowOptions('now'),
    {
      flags: '--per <counter>',
      description: 'what counts, in place of orders: PromQL for a counter, without a function',
    },
    {
      flags: '--per-second <number>',
      description: `a rate to project to (default: ${usualRates.map((rate) => rate.toLocaleString('en')).join(', ')})`,
      repeatable: true,
      parse: parseNumber({ above: 0, most: 1e12 }),
    },
    {
      flags: '--keep <share>',
      description: 'the share of traces to store (default: what is stored now)',
      parse: parseShare,
    },
    {
      flags: '--prices <file>',
      description: 'prices, and how long each signal is kept',
      default: defaultPrices,
      defaultShown: 'cli/cost/prices.yaml',
    },
  ],
  examples: [
    { command: 'sightline cost', does: 'of the last five minutes' },
    {
      command: 'sightline cost --window 1h --per-second 200 --keep 10%',
      does: 'at 200 orders a second, a tenth of the traces stored',
    },
    { command: 'sightline cost --prices ours.yaml --json', does: 'by your own prices, for a program' },
  ],
  async run({ options, screen, connect }) {
    const { per, keep, prices: pricesFile } = options;
    const prices = readPrices(pricesFile);
    const window = windowOf(options);
    if (window.until.getTime() - window.since.getTime() < shortestMs)
      throw usageError('The window is shorter than 30s: give --window 5m, say');
    const perSecond = options.perSecond?.length ? options.perSecond : usualRates;
    const cost = await costOf(await connect(), {
      window,
      per,
      perSecond,
      keep,
      prices,
      pricesFile: relative(process.cwd(), pricesFile),
      progress: screen.progress,
    });
    return { value: cost, text: costText(cost, screen.paint) };
  },
});

/** Of less, a scrape more or less would be most of it. */
const shortestMs = 30_000;
