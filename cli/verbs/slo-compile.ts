import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { compileCommand } from '@sightline/alerts';
import { verb } from '../verb';
import { type SloFileFlags, sloFileArgument, sloFileOptions, sloFileOutcome } from './slo-file';

export const sloCompileVerb = verb<SloFileFlags & { readonly out: string }>({
  name: 'slo compile',
  summary: 'make the recording and alerting rules of an SLO file',
  description:
    'Makes what Prometheus loads: recording rules, burn-rate alerts and metadata, as one YAML document. A file with errors gives all of them at once, and no rules.',
  onlyReads: true,
  arguments: [sloFileArgument],
  options: [
    ...sloFileOptions,
    { flags: '--out <file>', description: 'where the rules go', default: '-', defaultShown: 'standard output' },
  ],
  examples: [
    { command: 'sightline slo compile alerts/slos/order-availability.yaml', does: 'the rules of one SLO' },
    {
      command: 'sightline slo compile slos.yml --profile sloth --period 28d --label team=shop --out rules.yml',
      does: 'exactly what Sloth makes of it, with one more label, in a file',
    },
  ],
  async run({ args, options: { out, ...options }, screen }) {
    const result = compileCommand(args, options);
    const outcome = sloFileOutcome(result, screen);
    if (!result.ok || out === '-') return outcome;
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, result.output);
    return { ...outcome, text: `The rules are in ${out}` };
  },
});
