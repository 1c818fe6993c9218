import {
  baselineFaults,
  checkedFaults,
  type LoadProgress,
  notableTraces,
  profileNamed,
  profiles,
  runLoad,
} from '@sightline/traffic';
import { NotFound, usageError } from '../cli-error';
import { interruption } from '../interruption';
import { inQuietShop, KeptTraces, loadText, observeRun, runFileOf, showProgress, writeRun } from '../load';
import { parseDuration, parseWholeNumber } from '../parse';
import { oneNamed } from '../unknown-name';
import { verb } from '../verb';

interface LoadOptions {
  readonly rate?: number;
  readonly duration?: number;
  readonly warmUp?: number;
  readonly seed: number;
  readonly fault?: string;
  readonly baseline?: boolean;
  readonly out?: string;
}

const listed = profiles
  .map(({ name, title, requestsPerSecond, seconds }) => `${name}: ${title} (${requestsPerSecond}/s, ${seconds} s)`)
  .join('; ');

const warmUps = profiles.map(({ name, warmUpSeconds = 0 }) => `${name} ${warmUpSeconds}s`).join(', ');

export const loadVerb = verb<LoadOptions>({
  name: 'load',
  summary: 'send traffic as a profile says, and measure what it meets',
  description: `Visitors walk the shop's funnel and wait for nobody; each request counts from the moment it was due, and has a trace of its own. The few shoppers there always are stay away meanwhile. Profiles, with their highest rate and their length: ${listed}. Ctrl-C ends a run early and keeps what it found.`,
  onlyReads: false,
  needs: ['supervisor'],
  arguments: [{ name: '[profile]', description: `${profiles.map(({ name }) => name).join(', ')} (default: steady)` }],
  options: [
    {
      flags: '--rate <requests>',
      description: 'requests per second at the top of the profile',
      parse: parseWholeNumber(1, 5000),
    },
    { flags: '--duration <time>', description: 'how long the profile lasts', parse: parseDuration },
    {
      flags: '--warm-up <time>',
      description: `for how long visitors come before, at the rate of the top, uncounted (default: ${warmUps})`,
      parse: parseDuration,
    },
    {
      flags: '--seed <number>',
      description: 'the same seed sends the same visitors',
      default: 1,
      parse: parseWholeNumber(0, 2 ** 31),
    },
    {
      flags: '--fault <list>',
      description: 'mistakes that every request asks for (x-fault): slow-query;percent=50',
      parse: checkedFaults,
    },
    { flags: '--baseline', description: `the shop before anybody mended it: --fault "${baselineFaults}"` },
    { flags: '--out <file>', description: "where the result goes (default: the home's folder runs)" },
  ],
  examples: [
    { command: 'sightline load', does: 'fifty requests a second for a minute' },
    {
      command: 'sightline load sale-day',
      does: 'the day of the sale in four minutes, 500 requests a second at its top',
    },
    {
      command: 'sightline load ramp --rate 800 --duration 2m --out ramp.json',
      does: 'up to 800 a second, kept in a file',
    },
  ],
  async run({ args: [name = 'steady'], options, screen, connect }) {
    const profile = oneNamed('profile', name, profiles);
    if (options.baseline && options.fault !== undefined)
      throw usageError('--baseline is a list of faults of its own: give it, or --fault');
    const connections = await connect();
    const { addresses, shopperKey, home, certificates } = connections.supervised;
    const {
      seed,
      fault = options.baseline ? baselineFaults : undefined,
      rate: requestsPerSecond = profile.requestsPerSecond,
    } = options;
    const seconds = (options.duration ?? profile.seconds * 1000) / 1000;
    const warmUpSeconds = options.warmUp === undefined ? (profile.warmUpSeconds ?? 0) : options.warmUp / 1000;
    const interrupted = interruption();
    const shop = { url: addresses.url('order'), apiKey: shopperKey, ca: certificates?.authority };
    const kept = new KeptTraces(connections);
    const show = showProgress(screen, seconds);
    const onProgress = (now: LoadProgress) => {
      show(now);
      kept.notice(now.notable, { quiet: now.plannedPerSecond < requestsPerSecond / 2 });
    };
    const warmUp = async () => {
      screen.progress(`warming up for ${warmUpSeconds} s`);
      await runLoad(
        { profile: profileNamed('steady'), requestsPerSecond, seconds: warmUpSeconds, seed: seed + 1, ...shop },
        { signal: interrupted.signal, onProgress: showProgress(screen, warmUpSeconds) },
      );
      screen.redraw?.([]);
      if (interrupted.signal.aborted) throw new NotFound('Called off before the run began: there is nothing to keep');
    };
    const { result, quietUntil } = await inQuietShop(connections, {
      prepare: warmUpSeconds > 0 ? warmUp : undefined,
      work: () =>
        runLoad(
          { profile, requestsPerSecond, seconds, seed, fault, ...shop },
          { signal: interrupted.signal, onProgress },
        ),
      progress: screen.progress,
    }).finally(interrupted.end);
    screen.redraw?.([]);
    const file = options.out ?? runFileOf(home, result);
    const observed = await observeRun(result, connections).catch((error: Error) =>
      screen.progress(`the run is kept without what the platform saw: ${error.message}`),
    );
    const traces = await kept.of(notableTraces(result));
    const run = {
      ...result,
      ...(warmUpSeconds > 0 && { warmUpSeconds }),
      ...(quietUntil && { quietUntil: quietUntil.toISOString() }),
      ...(observed && { observed }),
      traces,
    };
    writeRun(file, run);
    return { value: { file, ...run }, text: loadText(run, { file, paint: screen.paint }) };
  },
});
