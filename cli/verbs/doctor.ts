import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parts } from '@sightline/stores';
import type { Connections } from '../connections';
import { type Diagnosis, diagnose, diagnoseByProbe, diagnosisText, junitXml } from '../doctor';
import { interruption } from '../interruption';
import { parseDuration, parseDurationWithin, parseLabel } from '../parse';
import { type Call, type Outcome, verb } from '../verb';

interface DoctorOptions {
  readonly probe?: boolean;
  readonly within: number;
  readonly alert: boolean;
  readonly alertLabel?: readonly (readonly [string, string])[];
  /** True when no time is given. */
  readonly watch?: number | true;
  readonly junit?: string;
}

const usualWatchMs = 60_000;

export const doctorVerb = verb<DoctorOptions>({
  name: 'doctor',
  summary: 'send something known through and prove every hop of its telemetry',
  description:
    "Proves on any platform that telemetry arrives and joins. A probe of its own goes in over OTLP (two services, a hop between them, log lines, a counter and a histogram with an exemplar), and is looked for: found by id and by search, whole, its lines joined by trace id and by what, metrics moved, the exemplar opens the trace, span metrics and service graph counted it, a test alert reaches a receiver, and the links of Grafana's data sources lead where they should. On our own platform an order goes through in its place. Names the first broken hop and what to look at next.",
  onlyReads: false,
  needs: [],
  uses: [...parts, 'shop'],
  disturbs: 'sends a probe (one trace, two log lines, two metrics) and a test alert with the severity info through it',
  options: [
    { flags: '--probe', description: 'the probe, also where an order could go through' },
    {
      flags: '--within <time>',
      description: 'how long anything may take to arrive',
      default: 60_000,
      defaultShown: '60s',
      parse: parseDuration,
    },
    { flags: '--no-alert', description: 'without the test alert' },
    {
      flags: '--alert-label <key=value>',
      description: 'a label of the test alert, which chooses its route; may be given several times',
      repeatable: true,
      parse: parseLabel,
    },
    {
      flags: '--watch [time]',
      description: 'again and again, so long after the last time (60s), until Ctrl-C',
      parse: parseDurationWithin(1000, 24 * 3_600_000),
    },
    { flags: '--junit <file>', description: 'also write what was found as a JUnit file, for a pipeline' },
  ],
  examples: [
    { command: 'sightline doctor', does: 'a table of hops; exit code 1 when one is broken' },
    { command: 'sightline doctor --platform staging --yes --junit doctor.xml', does: 'any platform, in a pipeline' },
    { command: 'sightline doctor --watch 5m --no-alert', does: 'a probe every five minutes' },
    { command: 'sightline doctor --json', does: 'the same for a program' },
  ],
  async run(call) {
    const { options, connect } = call;
    const connections = await connect();
    if (options.watch === undefined) return examined(call, connections);
    return watched(call, connections, options.watch === true ? usualWatchMs : options.watch);
  },
});

/** Shows each diagnosis as it comes; what it hands back at the end is about all of them. */
async function watched(call: Call<DoctorOptions>, connections: Connections, everyMs: number): Promise<Outcome> {
  const { signal, end } = interruption();
  let [runs, broken] = [0, 0];
  try {
    while (!signal.aborted) {
      const outcome = await examined(call, connections);
      call.screen.show(outcome);
      runs += 1;
      broken += outcome.problem ? 1 : 0;
      await delay(everyMs, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    end();
  }
  const text = `${runs} times, ${broken} of them with a broken hop`;
  return { value: { runs, broken }, text, problem: broken > 0 };
}

async function examined({ options, screen }: Call<DoctorOptions>, connections: Connections): Promise<Outcome> {
  const diagnosis = await diagnosed(options, connections, (line) => screen.progress(line));
  if (options.junit !== undefined) {
    mkdirSync(dirname(options.junit), { recursive: true });
    writeFileSync(options.junit, junitXml(diagnosis, new Date()));
  }
  return { value: diagnosis, text: diagnosisText(diagnosis, screen.paint), problem: !diagnosis.healthy };
}

function diagnosed(
  options: DoctorOptions,
  connections: Connections,
  progress: (line: string) => void,
): Promise<Diagnosis> {
  const hasShop = connections.has('shop');
  if (hasShop && !options.probe) return diagnose(connections, progress);
  // Without a receiver nothing can be sent, and so nothing proved: this says what to add.
  void connections.otlp;
  const present = parts.filter((part) => connections.has(part));
  const clients = Object.fromEntries(present.map((part) => [part, connections[part]]));
  const since = new Date().toISOString();
  const alert = {
    labels: Object.fromEntries(options.alertLabel ?? []),
    ...(hasShop && {
      received: async (label: string, id: string) => {
        const { notifications } = await connections.shop.inbox.notifications({ since, limit: 1000 });
        return notifications.some(({ notification }) => notification.alerts.some(({ labels }) => labels[label] === id));
      },
    }),
  };
  return diagnoseByProbe(clients, { withinMs: options.within, alert: options.alert ? alert : undefined, progress });
}
