import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { compileCommand, type RuleFormat, ruleFormats } from '@sightline/alerts';
import { verb } from '../verb';
import { type SloFileFlags, sloFileArgument, sloFileOptions, sloFileOutcome } from './slo-file';

interface CompileOptions extends SloFileFlags {
  readonly format?: RuleFormat;
  readonly namespace?: string;
  readonly objectLabel?: readonly string[];
  readonly out: string;
}

export const sloCompileVerb = verb<CompileOptions>({
  name: 'slo compile',
  summary: 'make the recording and alerting rules of an SLO file',
  description:
    'Makes recording rules, burn-rate alerts and metadata, for whoever is to load them: a file for Prometheus, PrometheusRule objects for its operator, or namespaces for the ruler of Mimir (mimirtool rules load). A file with errors gives all of them at once, and no rules.',
  onlyReads: true,
  arguments: [sloFileArgument],
  options: [
    ...sloFileOptions,
    {
      flags: '--format <name>',
      description: 'who loads the rules (default: operator for PrometheusServiceLevel objects, else prometheus)',
      choices: ruleFormats,
    },
    {
      flags: '--namespace <name>',
      description: 'of PrometheusRule objects whose SLO names none; of the ruler, in place of one for each service',
    },
    {
      flags: '--object-label <key=value>',
      description: 'a label on every PrometheusRule, as a ruleSelector asks for; may be given several times',
      repeatable: true,
    },
    { flags: '--out <file>', description: 'where the rules go', default: '-', defaultShown: 'standard output' },
  ],
  examples: [
    { command: 'sightline slo compile alerts/slos/order-availability.yaml', does: 'the rules of one SLO' },
    {
      command: 'sightline slo compile slos.yml --profile sloth --period 28d --label team=shop --out rules.yml',
      does: 'exactly what Sloth makes of it, with one more label, in a file',
    },
    {
      command: 'sightline slo compile slos --format operator --namespace monitoring --object-label release=prometheus',
      does: 'one PrometheusRule for each service, for kubectl apply',
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
