import {
  alertTestsText,
  alertTestText,
  chosenAlerts,
  type Depth,
  depths,
  testAlerts,
  testNotifyElsewhere,
} from '../alert-test';
import { usageError } from '../cli-error';
import { verb } from '../verb';

interface AlertTestOptions {
  readonly depth: Depth;
  readonly all?: boolean;
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
  ],
  examples: [
    { command: 'sightline alert test OrderAvailabilityBudgetBurn/outage', does: 'one page, hop by hop' },
    { command: 'sightline alert test TargetDown --depth rule', does: 'the same, from the samples that its rule reads' },
    { command: 'sightline alert test --all', does: 'the whole catalogue at once, in a minute' },
  ],
  async run({ args: [name], options: { depth, all }, connect, screen }) {
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
