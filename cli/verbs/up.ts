import {
  acceptedReplicas,
  InvalidReplicas,
  launchPlatform,
  PlatformError,
  parseReplicas,
  progressOn,
  type Replicas,
  stoppedByInterrupt,
} from '@sightline/stack';
import { usageError } from '../cli-error';
import { type ComingUp, orFailure, untilComplete, untilUsable } from '../up/come-up';
import { untilInterrupted } from '../up/until-interrupted';
import { verb } from '../verb';

interface UpOptions {
  readonly detach?: boolean;
  readonly fresh?: boolean;
  readonly traceStore?: 'tempo' | 'zipkin';
  readonly logStore?: 'loki' | 'victorialogs';
  readonly sloScale?: 'real' | 'demo';
  readonly replicas?: Replicas;
}

export const upVerb = verb<UpOptions>({
  name: 'up',
  summary: 'start the platform, place an order and follow it',
  description:
    'Gets the engines if they are not there yet, starts each part as soon as it can be started, places one order and shows its trace. Runs until Ctrl-C, or in the background with --detach. What cannot be had is told, and the rest runs on; with --detach everything is stopped then.',
  onlyReads: false,
  needs: ['supervisor'],
  options: [
    { flags: '--detach', description: 'return when all is ready; stop it with `sightline down`' },
    { flags: '--fresh', description: 'clear the data of earlier runs first' },
    {
      flags: '--trace-store <store>',
      description: 'where traces are kept (default: tempo where it can be had, otherwise zipkin)',
      choices: ['tempo', 'zipkin'],
    },
    {
      flags: '--log-store <store>',
      description: 'where log lines are kept (default: loki where it can be had, otherwise victorialogs)',
      choices: ['loki', 'victorialogs'],
    },
    {
      flags: '--slo-scale <scale>',
      description:
        'demo: the windows of the SLO alerts are twelve times shorter, an hour is five minutes (default: real)',
      choices: ['real', 'demo'],
    },
    {
      flags: '--replicas <counts>',
      description: `${acceptedReplicas} (default: one of each, or SIGHTLINE_REPLICAS)`,
      parse: readReplicas,
    },
  ],
  examples: [
    { command: 'sightline up', does: 'everything, until Ctrl-C' },
    {
      command: 'sightline up --slo-scale demo',
      does: 'everything, with pages and tickets that come and go in minutes',
    },
    { command: 'sightline up --replicas order=2,payment=2', does: 'two instances of each service, behind one address' },
    { command: 'sightline up --detach --fresh', does: 'everything, in the background, without old data' },
  ],
  async run({ options: { detach: detached = false, ...options }, screen }) {
    const progress = progressOn(process.stderr);
    const platform = await launchPlatform({ ...options, progress });
    const coming: ComingUp = { platform, progress, screen, detached };
    const missing = await stoppedByInterrupt(platform, async () => {
      try {
        await untilUsable(coming);
        if (detached) await orFailure(platform, untilComplete(coming));
        else return await whatIsMissing(untilComplete(coming));
      } catch (error) {
        await platform.stop();
        throw error;
      }
      return undefined;
    });
    if (detached) return void (await platform.detach());
    if (missing) {
      progress.note(`\n${missing.message}\nThe rest runs on without it, until Ctrl-C.`);
    }
    await untilInterrupted(platform);
    if (missing) throw missing;
    return undefined;
  },
});

/** @throws {CliError} USAGE */
function readReplicas(text: string): Replicas {
  try {
    return parseReplicas(text);
  } catch (error) {
    if (error instanceof InvalidReplicas) throw usageError(error.message);
    throw error;
  }
}

/** What keeps the platform from being whole, when what there is can be used all the same. */
async function whatIsMissing(complete: Promise<void>): Promise<PlatformError | undefined> {
  try {
    await complete;
    return undefined;
  } catch (error) {
    if (error instanceof PlatformError && error.code !== 'SUPERVISOR_LOST') return error;
    throw error;
  }
}
