import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addresses, inRepository, programAtHand } from '@sightline/stack';
import { afterAll, describe, expect, it } from 'vitest';
import { writeConfigFile } from '../config-file';

const folder = mkdtempSync(join(tmpdir(), 'sightline-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (program: string, args: string[], env: NodeJS.ProcessEnv = {}) =>
  execFileSync(program, args, { encoding: 'utf8', stdio: 'pipe', env: { ...process.env, ...env } });
const promtool = (...args: string[]) => run(programAtHand('prometheus', 'promtool'), args);
const rules = inRepository('alerts', 'rules');
const yamlIn = (path: string) => readdirSync(path).filter((name) => name.endsWith('.yml'));

describe('the engines find their configuration valid', () => {
  it('Prometheus, with every rule file', () => {
    const file = writeConfigFile('stack/config/prometheus/prometheus.yml', {
      values: {
        ALERTS_DIR: inRepository('alerts'),
        SLO_RULES_DIR: inRepository('alerts', 'generated'),
        ALERTMANAGER_TARGET: addresses().at('alertmanager'),
      },
      to: join(folder, 'prometheus.yml'),
    });
    expect(promtool('check', 'config', file)).toContain('SUCCESS');
  });

  it('Alertmanager', () => {
    const amtool = programAtHand('alertmanager', 'amtool');
    expect(run(amtool, ['check-config', inRepository('alerts', 'alertmanager.yml')])).toContain('SUCCESS');
  });

  it('Loki', () => {
    const env = { LOKI_HOST: '127.0.0.1', LOKI_HTTP_PORT: '3100', LOKI_GRPC_PORT: '9095', LOKI_DATA_DIR: folder };
    const config = `-config.file=${inRepository('stack', 'config', 'loki', 'loki.yml')}`;
    expect(() =>
      run(programAtHand('loki', 'loki'), [config, '-config.expand-env=true', '-verify-config'], env),
    ).not.toThrow();
  });
});

it.each(yamlIn(join(rules, 'tests')))('the rules pass promtool’s tests in %s', (name) => {
  expect(promtool('test', 'rules', join(rules, 'tests', name))).toContain('SUCCESS');
});

it.each([
  ['critical', 'pager'],
  ['warning', 'chat'],
  ['info', 'mail'],
])('an alert that is %s reaches the %s', (severity, receiver) => {
  const amtool = programAtHand('alertmanager', 'amtool');
  const config = `--config.file=${inRepository('alerts', 'alertmanager.yml')}`;
  expect(run(amtool, ['config', 'routes', 'test', config, `severity=${severity}`]).trim()).toBe(receiver);
});
