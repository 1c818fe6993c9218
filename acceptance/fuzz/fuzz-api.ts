import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPlatform } from '@sightline/stack';

/** What schemathesis must not find; see `schemathesis run --help`. */
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
  'unsupported_method',
  'ignored_auth',
];

/**
 * Has schemathesis, a tool of others, try everything that the description of each running service's API allows, and much that it
 * does not: `npm run fuzz -w @sightline/acceptance -- [options of schemathesis]`. Gives an exit code.
 */
function fuzz(options: readonly string[]): number {
  const platform = readPlatform();
  if (platform === undefined) return refuse('Nothing runs: start it with `npm start -- --detach`');
  // Where it leaves what it remembers for the next run.
  const cwd = mkdtempSync(join(tmpdir(), 'sightline-fuzz-'));
  const codes = (['order', 'payment'] as const).map((service) => {
    const { ports, host } = platform.addresses;
    const url = `http://${host}:${ports[service]}/docs-json`;
    const run = ['run', url, '--checks', checks.join(','), '--header', `x-api-key: ${platform.apiKey}`, ...options];
    const { error, status } = spawnSync('schemathesis', run, { stdio: 'inherit', cwd });
    if (error) return refuse('schemathesis is not to be had: install it with `pipx install schemathesis`');
    return status ?? 1;
  });
  return Math.max(...codes);
}

function refuse(why: string): number {
  console.error(why);
  return 2;
}

process.exitCode = fuzz(process.argv.slice(2));
