import { progressOn, startPlatform } from '@sightline/stack';
import { connectToPlatform } from '../connect';
import { firstTrace } from '../platform/first-trace';
import { untilInterrupted } from '../platform/until-interrupted';
import { upJson, upText } from '../platform/welcome';
import { verb } from '../verb';

interface UpOptions {
  readonly detach?: boolean;
  readonly fresh?: boolean;
  readonly traceStore?: 'tempo' | 'zipkin';
  readonly sloScale?: 'real' | 'demo';
}

export const upVerb = verb<UpOptions>({
  name: 'up',
  summary: 'start the platform, place an order and follow it',
  description:
    'Gets the engines if they are not there yet, starts everything, places one order and shows its trace. Runs until Ctrl-C, or in the background with --detach.',
  onlyReads: false,
  options: [
    { flags: '--detach', description: 'return when all is ready; stop it with `sightline down`' },
    { flags: '--fresh', description: 'clear the data of earlier runs first' },
    {
      flags: '--trace-store <store>',
      description: 'where traces are kept (default: tempo where it can be had, otherwise zipkin)',
      choices: ['tempo', 'zipkin'],
    },
    {
      flags: '--slo-scale <scale>',
      description:
        'demo: the windows of the SLO alerts are twelve times shorter, an hour is five minutes (default: real)',
      choices: ['real', 'demo'],
    },
  ],
  examples: [
    { command: 'sightline up', does: 'everything, until Ctrl-C' },
    {
      command: 'sightline up --slo-scale demo',
      does: 'everything, with pages and tickets that come and go in minutes',
    },
    { command: 'sightline up --detach --fresh', does: 'everything, in the background, without old data' },
  ],
  async run({ options: { detach, ...options }, screen }) {
    const progress = progressOn(process.stderr);
    const platform = await startPlatform({ ...options, progress });
    try {
      const first = await firstTrace(connectToPlatform());
      progress.end();
      const state = platform.state();
      screen.show({ value: upJson(state, first), text: upText({ state, first, screen, detached: detach === true }) });
    } catch (error) {
      await platform.stop();
      throw error;
    }
    if (detach) await platform.detach();
    else await untilInterrupted(platform);
    return undefined;
  },
});
