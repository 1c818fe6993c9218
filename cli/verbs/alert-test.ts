import { type TriedRules, tryRules, UnreadableRules } from '@sightline/alerts';
import { programAtHand } from '@sightline/stack';
import {
  alertTestsText,
  alertTestText,
  chosenAlerts,
  type Depth,
  depths,
  testAlerts,
  testNotifyElsewhere,
  triedText,
} from '../alert-test';
import { usageError } from '../cli-error';
import { type Call, type Outcome, verb } from '../verb';

interface AlertTestOptions {
  readonly depth: Depth;
  readonly all?: boolean;
  readonly rules?: readonly string[];
  readonly test?: readonly string[];
}

export const alertTestVerb = verb<AlertTestOptions>({
  name: 'alert test',
  summary: 'fire an alert, and show that it arrives',
  description:
    'Fires an alert and waits until the inbox has received it, and that it is over. From notify on it is posted to Alertmanager with its real labels; from rule on its real rule is given samples, apart from the real ones; from fault on the service is broken for real, and put right again. On a platform without our inbox, from notify on, an alert of its own rules is posted, and Alertmanager tells by its counters whether somebody was told. A test carries the label sightline_test, and goes wherever the real alert would go.',
  onlyReads: false,
  needs: ['alerts'],
  uses: ['shop', 'traces', 'metrics'],
  disturbs: 'sends a test alert to whoever hears of the real one',
  arguments: [{ name: '[alert]', description: 'an alert as `sightline alert list` names it' }],
  options: [
    { flags: '--depth <depth>', description: 'where to begin', default: 'notify', choices: depths },
    { flags: '--all', description: 'every alert there is' },
    {
      flags: '--rules <file>',
      description:
        'with --depth rule: any rule file (of Prometheus, of its operator, of a ruler), whose alerts are made to fire by their own tests or by samples made for them; asks no platform; may be given several times',
      repeatable: true,
    },
    {
      flags: '--test <file>',
      description: "promtool's test file for them; may be given several times",
      repeatable: true,
    },
  ],
  examples: [
    { command: 'sightline alert test OrderAvailabilityBudgetBurn/outage', does: 'one page, hop by hop' },
    { command: 'sightline alert test TargetDown --depth rule', does: 'the same, from the samples that its rule reads' },
    {
      command: 'sightline alert test --depth rule --rules alerts.yml --test alerts.test.yml',
      does: 'any rule file: which of its alerts can fire, and on what',
    },
    { command: 'sightline alert test --all', does: 'the whole catalogue at once, in a minute' },
  ],
  async run(call) {
    const { args, options, connect, screen } = call;
    const [name] = args;
    const { depth, all } = options;
    if (options.rules !== undefined) return tryFiles(call, options.rules);
    if (options.test !== undefined) throw usageError('--test belongs to the rules of a file: name it with --rules');
    if ((name === undefined) === !all) throw usageError('Say which alert, or --all');
    const connections = await connect();
    const tests = await tested();
    const [only, ...others] = tests;
    const text = only && others.length === 0 ? alertTestText(only, screen.paint) : alertTestsText(tests, screen.paint);
    return { value: tests, text, problem: tests.some(({ problem }) => problem) };

    async function tested() {
      // Of another platform we know neither the rules' cases nor who receives.
      if (!connections.has('shop') && depth === 'notify') return testNotifyElsewhere(name, connections);
      const subjects = chosenAlerts(name);
      screen.progress(`testing ${subjects.length} alert(s) from ${depth} on`);
      return testAlerts[depth](subjects, connections);
    }
  },
});

/** Any rules, without a platform. */
async function tryFiles(
  { args: [only], options, screen }: Call<AlertTestOptions>,
  files: readonly string[],
): Promise<Outcome> {
  if (options.depth !== 'rule') throw usageError('--rules are tried from rule on: add --depth rule');
  const promtool = programAtHand('prometheus', 'promtool');
  const tests = options.test ?? [];
  const tried: { readonly file: string; readonly result: TriedRules }[] = [];
  for (const file of files) {
    screen.progress(`trying the alerts of ${file}`);
    tried.push({ file, result: await tryRules(file, { promtool, tests, only }).catch(asUsage) });
  }
  if (only !== undefined && tried.every(({ result }) => result.alerts.length === 0 && result.problems.length === 0))
    throw usageError(`There is no alert ${only} in ${files.join(', ')}`);
  return {
    value: tried.map(({ file, result }) => ({ file, ...result })),
    text: tried.map(({ file, result }) => triedText(file, result, screen.paint)).join('\n\n'),
    problem: tried.some(({ result }) => result.problems.length > 0),
  };
}

const asUsage = (error: unknown): never => {
  throw error instanceof UnreadableRules ? usageError(error.message) : error;
};
