import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addresses, inRepository, programAtHand, programIfAtHand } from '@sightline/stack';
import { afterAll, describe, expect, it } from 'vitest';
import { writeConfigFile } from '../config-file';

const folder = mkdtempSync(join(tmpdir(), 'sightline-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (program: string, args: string[], env: NodeJS.ProcessEnv = {}) =>
  execFileSync(program, args, { encoding: 'utf8', stdio: 'pipe', env: { ...process.env, ...env } });
const loki = programIfAtHand('loki', 'loki');
const promtool = (...args: string[]) => run(programAtHand('prometheus', 'promtool'), args);

describe('the engines find their configuration valid', () => {
  it('Prometheus, with every rule file', () => {
    const file = writeConfigFile('stack/config/prometheus/prometheus.yml', {
      values: {
        ALERTS_DIR: inRepository('alerts'),
        SLO_RULES_DIR: inRepository('alerts', 'generated'),
        ALERTMANAGER_TARGET: addresses().at('alertmanager'),
        ALERTMANAGER_SCHEME: 'http',
        ALERTMANAGER_TLS: '{}',
      },
      to: join(folder, 'prometheus.yml'),
    });
    expect(promtool('check', 'config', file)).toContain('SUCCESS');
  });

  it('Prometheus, which keeps metrics for 31 days, or 10 GB of them', async () => {
    const answer = await fetch(`${addresses().url('prometheus')}/api/v1/status/runtimeinfo`, {
      signal: AbortSignal.timeout(10_000),
    });
    const { data } = (await answer.json()) as { data: { storageRetention: string } };
    expect(data.storageRetention).toBe('31d or 10GiB');
  });

  it.runIf(loki)('Loki, where there is one', () => {
    const env = { LOKI_HOST: '127.0.0.1', LOKI_HTTP_PORT: '3100', LOKI_GRPC_PORT: '9095', LOKI_DATA_DIR: folder };
    const config = `-config.file=${inRepository('stack', 'config', 'loki', 'loki.yml')}`;
    expect(() => run(loki ?? '', [config, '-config.expand-env=true', '-verify-config'], env)).not.toThrow();
  });
});
