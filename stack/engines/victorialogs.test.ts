import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { inRepository } from '../repository';
import { testSite } from '../testing/site';
import { victorialogs } from './victorialogs';

const args = () => victorialogs.command({ ...testSite(), program: () => 'victoria-logs' }).args;
const flag = (name: string) =>
  args()
    .find((arg) => arg.startsWith(`-${name}=`))
    ?.split('=')[1];

it('VictoriaLogs keeps log lines as long as Loki does', () => {
  const loki = parse(readFileSync(inRepository('stack/config/loki/loki.yml'), 'utf8'));
  const hours = Number(/^(\d+)h$/.exec(loki.limits_config.retention_period)?.[1]);
  expect(flag('retentionPeriod')).toBe(`${hours / 24}d`);
});

it('VictoriaLogs listens on the loopback address alone', () => {
  expect(flag('httpListenAddr')).toMatch(/^127\.0\.0\.1:\d+$/);
});
