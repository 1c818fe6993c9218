import { lintCommand, telemetryCatalogue } from '@sightline/alerts';
import { prometheusConfig } from '@sightline/stack';
import { verb } from '../verb';
import { type SloFileFlags, sloFileArgument, sloFileOptions, sloFileOutcome } from './slo-file';

interface LintOptions extends SloFileFlags {
  readonly retention: string;
  readonly catalogue: boolean;
}

export const sloLintVerb = verb<LintOptions>({
  name: 'slo lint',
  summary: 'all that is wrong or doubtful about an SLO file, at once',
  description:
    'Checks the form, then the sense: alerts that can never fire, a single event that pages, a period longer than the data is kept, thresholds that are no bucket, metrics and labels that nobody emits. Each finding has its place and says what to do.',
  onlyReads: true,
  arguments: [sloFileArgument],
  options: [
    ...sloFileOptions,
    {
      flags: '--retention <time>',
      description: 'how long Prometheus keeps its data',
      default: prometheusConfig().retention,
    },
    { flags: '--no-catalogue', description: 'for SLOs of other systems: any metric may exist' },
  ],
  examples: [
    { command: 'sightline slo lint alerts/slos', does: 'every SLO of the platform; exit code 1 when one has errors' },
    { command: 'sightline slo lint slos.yml --no-catalogue --json', does: "somebody else's, for a program" },
  ],
  async run({ args, options, screen }) {
    const { catalogue, ...others } = options;
    const checked = { ...others, ...(catalogue && { catalogue: telemetryCatalogue() }) };
    return sloFileOutcome(lintCommand(args, checked), screen);
  },
});
