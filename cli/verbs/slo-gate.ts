import { readFileSync } from 'node:fs';
import { type Change, changes, compileSloFiles, parsePolicy } from '@sightline/alerts';
import { inRepository } from '@sightline/stack';
import { usageError } from '../cli-error';
import { gate, gateText, readSloStatus } from '../slo';
import { verb } from '../verb';
import { chosenPrometheus, type PrometheusFlag, prometheusOption } from './slo-prometheus';

interface GateOptions extends PrometheusFlag {
  readonly change: Change;
  readonly service?: string;
  readonly policy: string;
}

export const sloGateVerb = verb<GateOptions>({
  name: 'slo gate',
  summary: 'whether the error budgets allow a release',
  description:
    'For a release pipeline: asks the budget of every SLO and goes by the error-budget policy. Exit code 0 when the change may be released; 1 when it may not, with the SLO that stands against it and what to do; 2 when Prometheus could not be asked.',
  onlyReads: true,
  needs: ['metrics'],
  arguments: [{ name: '[file...]', description: "SLO files or folders that count (default: the platform's own)" }],
  options: [
    { flags: '--change <kind>', description: 'what is to be released', default: 'feature', choices: changes },
    { flags: '--service <name>', description: 'only the SLOs of this service' },
    {
      flags: '--policy <file>',
      description: 'the error-budget policy',
      default: inRepository('alerts/policy.yaml'),
      defaultShown: 'alerts/policy.yaml',
    },
    prometheusOption,
  ],
  examples: [
    { command: 'sightline slo gate --service order', does: 'whether a feature of the order service may go out' },
    { command: 'sightline slo gate --change fix --json', does: 'whether a fix may, for a program' },
  ],
  async run(call) {
    const { args, options, screen } = call;
    const policy = parsePolicy(readFileSync(options.policy, 'utf8'), options.policy);
    const files = args.length > 0 ? args : [inRepository('alerts/slos')];
    const { compilation, ok, report, diagnostics } = compileSloFiles(files, {});
    if (!ok) return { value: { diagnostics }, text: report, problem: true };
    const all = compilation.slos.map(({ slo }) => slo);
    const promised = all.filter(({ service }) => !options.service || service === options.service);
    if (promised.length === 0) {
      const services = [...new Set(all.map(({ service }) => service))].join(', ');
      throw usageError(`No SLO of a service ${options.service}: there are some of ${services}`);
    }
    const { metrics } = await chosenPrometheus(call);
    const statuses = await readSloStatus(metrics);
    const result = gate(promised, { statuses, policy, change: options.change });
    return { value: result, text: gateText(result, screen.paint), problem: !result.open };
  },
});
