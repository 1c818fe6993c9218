import { inventory } from '@sightline/catalogue';
import type { Context, Evidence } from '../context';
import { contrastOf } from '../contrast';
import type { Finding } from '../finding';
import { amount, share } from '../numbers';
import { host } from '../subject';

const busy = `1 - avg(${inventory.hostCpu.name}{state="idle"})`;
const waiting = `max(${inventory.hostLoad1.name}) / count(count by (cpu) (${inventory.hostCpu.name}))`;
const full = 0.85;

/** Whether the machine is short of processor time where it was not before, as it was measured. */
export const processor: Evidence = { name: 'processor', find: shortage };

async function shortage(context: Context): Promise<Finding[]> {
  const { times, link } = context;
  const compared = [
    {
      query: busy,
      least: full,
      tolerance: 0.1,
      message: (value: number) => `${share(value)} of its processor time is used`,
    },
    {
      query: waiting,
      least: 2,
      tolerance: 0.5,
      message: (value: number) => `${amount(value)} threads want each processor`,
    },
  ];
  const found = await Promise.all(
    compared.map(async ({ query, least, tolerance, message }): Promise<Finding[]> => {
      const [series] = await context.over(query);
      const contrast = series && contrastOf(series.points, times, { tolerance: () => tolerance });
      if (!contrast || contrast.now < least || contrast.now < contrast.before) return [];
      const url = link('prometheus', query);
      return [
        {
          evidence: 'processor',
          subject: host,
          message: `the machine: ${message(contrast.now)}, before: ${message(contrast.before)}`,
          strength: 0.8 * contrast.strength,
          nature: 'own',
          because: `${contrast.sigmas.toFixed(0)} times further than it usually strays`,
          since: contrast.since,
          query,
          ...(url !== undefined && { link: url }),
        },
      ];
    }),
  );
  return found.flat();
}
