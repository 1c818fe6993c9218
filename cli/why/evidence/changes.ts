import { metrics } from '@sightline/catalogue';
import { asItRuns } from '@sightline/stores';
import { flagSwitches, flagSwitchesQuery } from '../../shop/flag-switches';
import type { Context, Evidence } from '../context';
import type { Finding } from '../finding';
import { groupBy } from '../group-by';
import { component, flag, release } from '../subject';

/** What somebody, or a crash, changed: flags, releases, restarts. How well it fits the trouble in time is weighed by the ranking. */
export const changes: Evidence = {
  name: 'changes',
  async find(context) {
    const flags = context.connections.has('logs') ? flagsSwitched(context) : [];
    return (await Promise.all([flags, processesStarted(context), deployments(context)])).flat();
  },
};

/** The flags that are on, or still were in the time that is looked at; one that was off by then explains nothing. */
async function flagsSwitched({ connections, times, link }: Context): Promise<Finding[]> {
  const window = { since: times.before.since, until: times.now.until };
  const switches = groupBy(await flagSwitches(connections.logs, window), (each) => each.flag);
  return [...switches].flatMap(([key, heard]) => {
    const last = heard.at(-1);
    const on = heard.findLast((each) => each.on);
    if (!last || !on || (!last.on && last.at < times.now.since)) return [];
    const services = [...new Set(heard.map(({ service }) => service))].join(', ');
    return [
      {
        evidence: 'changes',
        subject: flag(key),
        message: `the flag ${key} was switched on${last.on ? '' : ', and off again'} (${services})`,
        // Whatever still goes wrong is sooner the work of one that still is on.
        strength: last.on ? 0.9 : 0.6,
        because: 'a flag that is on changes what a service does',
        since: on.at,
        query: flagSwitchesQuery,
        ...linked(link('loki', flagSwitchesQuery)),
      },
    ];
  });
}

async function processesStarted({ connections, times, window, link }: Context): Promise<Finding[]> {
  const query = asItRuns(metrics.processStartTime.name, window);
  const [started, earlier] = await Promise.all([
    connections.metrics.query(query, times.now.until),
    connections.metrics.query(`last_over_time(${metrics.processStartTime.name}[12m])`, times.before.until),
  ]);
  const key = (labels: Readonly<Record<string, string>>) => `${nameOf(labels)} ${labels.service_version ?? ''}`;
  const knownVersions = new Set(earlier.map(({ labels }) => key(labels)));
  return started.flatMap(({ labels, value }) => {
    const since = new Date(value * 1000);
    if (since < times.before.until) return [];
    const { service_version: version } = labels;
    const service = nameOf(labels) ?? 'unknown';
    const common = { evidence: 'changes', since, query, ...linked(link('prometheus', query)) };
    if (version !== undefined && earlier.length > 0 && !knownVersions.has(key(labels))) {
      const message = `${service} runs in version ${version}, which was not there before`;
      return [{ ...common, subject: release(service, version), message, strength: 0.9, because: 'a new version' }];
    }
    const message = `${service} was started again`;
    return [{ ...common, subject: component(service), message, strength: 0.6, because: 'a new process' }];
  });
}

/** Where versions are told: the resource of what pushes, and what programs say of themselves when they are scraped. */
const versionsTold = 'group by (job, service_name, service_version, version) ({__name__=~"target_info|.+_build_info"})';

/** Versions that were not there before, of services that nobody starts here: by what tells of them, and by their spans. */
async function deployments(context: Context): Promise<Finding[]> {
  const { spans, window, times, link } = context;
  if (context.components.length > 0) return [];
  const ofSpans = spans?.has('version') ? spans.calls(['service', 'version'], window) : undefined;
  const queries = [versionsTold, ...(ofSpans === undefined ? [] : [ofSpans])];
  const told = await Promise.all(
    queries.map(async (query) =>
      (await context.over(query)).flatMap(({ labels, points: [first] }) => {
        const { service = nameOf(labels), version = labels.service_version ?? labels.version } =
          spans?.read(labels) ?? {};
        return service && version && first ? [{ service, version, since: new Date(first.time * 1000), query }] : [];
      }),
    ),
  );
  const all = told.flat();
  const wasThere = (service: string) => all.some((one) => one.service === service && one.since < times.before.until);
  const ofVersion = groupBy(all, ({ service, version }) => `${service} ${version}`);
  return [...ofVersion.values()].flatMap((heard): Finding[] => {
    const first = heard.reduce((a, b) => (b.since < a.since ? b : a));
    const { service, version, since, query } = first;
    if (since <= times.before.until || !wasThere(service)) return [];
    const message = `${service} runs in version ${version}, which was not there before`;
    const common = { evidence: 'changes', since, query, ...linked(link('prometheus', query)) };
    return [{ ...common, subject: release(service, version), message, strength: 0.9, because: 'a new version' }];
  });
}

/** `shop/checkout`, the job of what pushes, is `checkout` in the namespace `shop`. */
const nameOf = ({ service_name, job }: Readonly<Record<string, string>>) => service_name ?? job?.split('/').at(-1);

const linked = (link: string | undefined) => (link === undefined ? {} : { link });
