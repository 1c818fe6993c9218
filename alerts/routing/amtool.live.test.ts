/** What Alertmanager's own tool makes of its configuration, as the runner and as compose write it. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alertmanagerConfig, inRepository, programAtHand, readSettings } from '@sightline/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { alertDefinitions } from '../catalogue/alert-definitions';
import { FiringCases } from '../catalogue/firing-case';
import { expectedRoute } from './expected-route';

const root = join(__dirname, '..');
const urls = {
  INBOX_URL: 'http://inbox:3004',
  INBOX_PAGE: 'http://localhost:3004',
  DASHBOARDS_URL: 'http://localhost:3000',
};
const folder = mkdtempSync(join(tmpdir(), 'sightline-routing-'));
const secrets = join(folder, 'secrets');
const secret = (name: string) => join(secrets, name);
const everything = {
  SIGHTLINE_PAGERDUTY_ROUTING_KEY_FILE: secret('pagerduty'),
  SIGHTLINE_SLACK_WEBHOOK_FILE: secret('slack'),
  SIGHTLINE_SMTP_SMARTHOST: 'mail.example:587',
  SIGHTLINE_SMTP_FROM: 'sightline@mail.example',
  SIGHTLINE_SMTP_TO: 'on-call@mail.example',
  SIGHTLINE_SMTP_USERNAME: 'sightline',
  SIGHTLINE_SMTP_PASSWORD_FILE: secret('email'),
};

beforeAll(() => {
  mkdirSync(secrets);
  for (const name of ['pagerduty', 'slack', 'email']) {
    writeFileSync(secret(name), 'https://hooks.example/secret');
    chmodSync(secret(name), 0o600);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const amtool = (...args: string[]) =>
  execFileSync(programAtHand('alertmanager', 'amtool'), args, { encoding: 'utf8', stdio: 'pipe' });

const written = (variables: Readonly<Record<string, string>>): string =>
  alertmanagerConfig(readSettings(variables).alertReceivers, urls);

function fileOf(text: string): string {
  const file = join(folder, 'alertmanager.yml');
  writeFileSync(file, text);
  return file;
}

describe.each([
  ['with the inbox alone', {}],
  ['with a real pager, chat and mail', everything],
])('the configuration %s', (_, variables) => {
  it('is one that Alertmanager takes', () => {
    expect(amtool('check-config', fileOf(written(variables)))).toContain('SUCCESS');
  });

  it('holds no secret', () => expect(written(variables)).not.toContain('hooks.example'));

  it('is the same in compose', () => {
    const { SIGHTLINE_SMTP_SMARTHOST, SIGHTLINE_SMTP_FROM, SIGHTLINE_SMTP_TO, SIGHTLINE_SMTP_USERNAME } = everything;
    const text = execFileSync(
      'sh',
      [inRepository('stack', 'compose', 'alertmanager-config.sh'), root, variables === everything ? secrets : folder],
      {
        encoding: 'utf8',
        env: {
          ...process.env,
          ...urls,
          SMTP_SMARTHOST: SIGHTLINE_SMTP_SMARTHOST,
          SMTP_FROM: SIGHTLINE_SMTP_FROM,
          SMTP_TO: SIGHTLINE_SMTP_TO,
          SMTP_USERNAME: SIGHTLINE_SMTP_USERNAME,
        },
      },
    );
    expect(parse(text)).toEqual(parse(written(variables)));
  });
});

it('the inbox keeps receiving when real receivers are on', () => {
  const { receivers } = parse(written(everything)) as { receivers: Record<string, unknown>[] };
  expect(receivers.map(Object.keys)).toEqual([
    ['name', 'webhook_configs', 'pagerduty_configs'],
    ['name', 'webhook_configs', 'slack_configs'],
    ['name', 'webhook_configs', 'email_configs'],
    ['name', 'webhook_configs'],
  ]);
});

describe('the route of', () => {
  const cases = new FiringCases(root);
  const file = () => fileOf(written({}));

  it.each(alertDefinitions(root).map((alert) => [alert.id, alert] as const))('%s', (_, alert) => {
    const labels = cases.of(alert)?.labels ?? {};
    const { receiver } = expectedRoute(labels);
    const given = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
    expect(amtool('config', 'routes', 'test', `--config.file=${file()}`, ...given).trim()).toBe(receiver);
  });

  it('something nobody has thought of: it is not lost', () => {
    expect(amtool('config', 'routes', 'test', `--config.file=${file()}`, 'alertname=New').trim()).toBe('chat');
  });
});
