import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { collectorProgram, environment } from './testing/collector-under-test';
import { configFiles, effectiveConfig, everyLayers } from './testing/effective-config';

const env = environment(
  Array.from({ length: 6 }, (_, index) => `127.0.0.1:${40_000 + index}`),
  { backends: 'http://127.0.0.1:40010', storage: '/tmp' },
);

describe.each(everyLayers)('the collector, given the base and the layers %s and %s', (...layers) => {
  const configs = configFiles(layers).flatMap((file) => ['--config', file]);
  const run = (...args: string[]) => execFileSync(collectorProgram(), args, { env, encoding: 'utf8', stdio: 'pipe' });

  it('finds them valid', () => {
    expect(() => run('validate', ...configs)).not.toThrow();
  });

  it('makes of them what the tests of the configuration take for granted', () => {
    const printed = JSON.parse(run('print-config', '--mode=unredacted', '--format=json', ...configs));
    expect(printed.service.pipelines).toEqual(effectiveConfig(layers).service.pipelines);
  });
});
