import { duration } from '@sightline/promql';
import type { Slo } from '../model';
import { promisesAt, promisesText } from '../windows/traffic-promise';
import type { Lint } from './lint';

/** Longer than this is not what people expect of a page. */
const late = duration('1h');

/** What an SLO can promise where it is known how much traffic it has. Too little is no mistake of the file, but should be known. */
export const trafficCarriesIt: Lint = ({ slo, tiers, traffic }) => {
  if (traffic === undefined || tiers.length === 0) return [];
  const promises = promisesAt(slo, tiers, traffic);
  const [outage] = promises;
  if (!outage) return [];
  return [
    {
      code: 'traffic',
      severity: outage.after > late || outage.tier?.urgency !== 'page' ? 'warning' : 'info',
      path: [],
      reason: `at ${traffic} event${traffic === 1 ? '' : 's'} an hour ${promisesText(promises)}`,
      hint: sooner(slo),
    },
  ];
};

const prober =
  'What is not told needs more events: count the requests of a prober in, 300 an hour, or choose a lower objective';

const sooner = ({ guard }: Slo) =>
  guard?.kind === 'by-traffic'
    ? `${prober}.`
    : `Write sightline.dev/min-bad-events: by-traffic for as many bad events as are no chance. ${prober}.`;
