import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** The files that a program has loaded when it has run `code`. */
function loadedBy(code: string): string[] {
  const program = `${code}; process.stdout.write(JSON.stringify(Object.keys(require.cache)) + '\\n');`;
  const env = { PATH: process.env.PATH, OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' };
  const told = execFileSync(process.execPath, ['-e', program], { encoding: 'utf8', timeout: 60_000, env });
  // What telemetry itself has to say comes after.
  return JSON.parse(told.split('\n', 1)[0] ?? '');
}

const imported = `const library = require(${JSON.stringify(join(__dirname, 'dist', 'index.js'))})`;
const ofTheSdk = (files: string[]) =>
  files.filter((file) => /@opentelemetry.(sdk-|exporter-|instrumentation)/.test(file));

test('whoever imports the library does not load the SDK; whoever starts telemetry does', () => {
  expect(ofTheSdk(loadedBy(imported))).toEqual([]);
  expect(ofTheSdk(loadedBy(`${imported}; library.startTelemetry()`)).length).toBeGreaterThan(50);
});
