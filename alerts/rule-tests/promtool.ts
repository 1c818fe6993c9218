import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** It lives for seconds: collecting its garbage seldom takes a quarter off its processor time. */
export const promtoolEnvironment = { ...process.env, GOGC: '800' };

/** Lets promtool test rules that are in no file yet. Returns what it says; throws when a test fails. */
export function testRules(promtool: string, rules: string, tests: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-rules-'));
  try {
    writeFileSync(join(folder, 'rules.yml'), rules);
    const files = tests.map((text, index) => {
      const file = join(folder, `${index}.test.yml`);
      writeFileSync(file, text);
      return file;
    });
    const run = (...args: string[]) =>
      execFileSync(promtool, args, { encoding: 'utf8', stdio: 'pipe', env: promtoolEnvironment });
    const checked = run('check', 'rules', join(folder, 'rules.yml'));
    return files.length === 0 ? checked : checked + run('test', 'rules', ...files);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
