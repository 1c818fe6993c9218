import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineBench } from '../bench';
import { wholeNumberIn, wholeNumbersIn } from '../harness/numbers';
import { overBusyFaults } from './over-busy-faults';
import { overLabelledDays } from './over-labelled-days';

interface Options {
  readonly seeds: number;
  readonly rareSeeds: number;
  readonly rates: readonly number[];
  readonly busySeeds: number;
  readonly busyRates: readonly number[];
}

const seeds = wholeNumberIn({ min: 1, max: 99 });
/** Requests an hour. */
const rare = 10;

export const detection = defineBench<Options>({
  name: 'detection',
  title: 'How soon alerts tell a fault, and how often they are wrong',
  description:
    'Writes made-up history with labelled faults into a fresh Prometheus, which evaluates the rules itself: ours, and those that Sloth v0.16.0 makes of the same promise. Half an hour; needs Prometheus, which `npm start` gets.',
  configure: (command) =>
    command
      .option('--seeds <number>', 'days of each kind', seeds, 4)
      .option(
        '--rare-seeds <number>',
        `the same where there are ${rare} requests an hour and fewer: most faults meet few of them, or none`,
        seeds,
        24,
      )
      .option('--rates <list>', 'their requests an hour', wholeNumbersIn({ min: 1, max: 10_000 }), [1, 10, 60, 1_000])
      .option('--busy-seeds <number>', 'faults of each kind of a busy service', seeds, 3)
      .option('--busy-rates <list>', 'its events a second', wholeNumbersIn({ min: 1, max: 1_000 }), [1, 10, 50]),
  async run({ options, say, signal }) {
    const folder = mkdtempSync(join(tmpdir(), 'sightline-detection-'));
    try {
      const given = { folder, say, signal };
      const busy = await overBusyFaults({
        ...given,
        seeds: options.busySeeds,
        rates: options.busyRates,
      });
      const days = await overLabelledDays({
        ...given,
        seedsAt: (rate) => (rate <= rare ? options.rareSeeds : options.seeds),
        rates: options.rates,
      });
      return {
        tables: [busy.table, days.table],
        notes,
        doubts: [],
        samples: { busy: busy.timed, days: days.rows },
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
});

const notes = [
  '*From a fault to the page*: median and, in brackets, the longest, from the first event of the fault to the evaluation that finds the alert firing; scraped and evaluated every 5 s, as the platform does it. What a notification takes besides (group wait, delivery) is not in it. Before the fault the service runs for seven hours with a fifth of the errors that it may have. Slow requests are counted as they end. A message that nobody handles is late once the order gives up waiting, after 30 s: that is in the time. *nothing* is the control.',
  "*What the alerts are worth*: four days of a service in thirteen ways, evaluated once a minute. The objective is 99.9 %; one request in 5,000 always fails. A fault spends at least 2 % of the month's budget: everything fails for ten minutes, two hours or twelve; one in ten, fifty or two hundred fails for two hours, eight or twenty-four; one minute in ten for three hours. One that no request met does not count. The other days have nothing, blips of twenty seconds, a lone error at night, an idle half-day, restarts. Detection and reset are medians. Precision is the share of notifications (pages and tickets, joined while any fires) that were about a fault; recall is the share of faults that were told. [Why ours are as they are](../decisions/low-traffic.md), over many more days.",
];
