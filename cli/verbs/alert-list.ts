import { expectedRoute } from '@sightline/alerts';
import { knownAlerts } from '../alert-test';
import { columns } from '../terminal/columns';
import { verb } from '../verb';

export const alertListVerb = verb({
  name: 'alert list',
  summary: 'every alert, and who hears of it',
  description: 'The alerts that Prometheus is given, as the rules define them, with the channel that each goes to.',
  onlyReads: true,
  examples: [
    { command: 'sightline alert list', does: 'a table of alerts' },
    { command: 'sightline alert list --json', does: 'the same with expressions, for a program' },
  ],
  async run() {
    const alerts = knownAlerts().map(({ id, severity, expr, labels, annotations, name }) => ({
      id,
      severity,
      channel: expectedRoute({ ...labels, alertname: name }).receiver,
      summary: annotations.summary ?? '',
      expr,
    }));
    const rows = alerts.map(({ id, severity, channel, summary }) => [id, severity, channel, summary]);
    const head = ['alert', 'severity', 'goes to', 'says'].map((title) => ({ title }));
    return { value: alerts, text: columns(head, rows) };
  },
});
