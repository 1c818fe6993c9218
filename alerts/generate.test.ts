import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generate, generatedFolders } from './generate';

const { files, diagnostics } = generate(__dirname);

describe('what is generated from the SLOs and the rules', () => {
  it('has no warnings', () => expect(diagnostics).toEqual([]));

  it.each(files)('$path is fresh (else: npm run generate -w @sightline/alerts)', ({ path, text }) => {
    const file = join(__dirname, path);
    expect(existsSync(file) && readFileSync(file, 'utf8') === text).toBe(true);
  });

  it('leaves nothing of SLOs and rules that are gone', () => {
    const present = generatedFolders.flatMap((folder) =>
      readdirSync(join(__dirname, folder))
        .filter((name) => name.endsWith('.yml'))
        .map((name) => `${folder}/${name}`),
    );
    expect(present.filter((path) => !files.some((file) => file.path === path))).toEqual([]);
  });

  it('holds one YAML document in each file, because Prometheus drops the others', () => {
    expect(files.filter(({ text }) => /^---/m.test(text))).toEqual([]);
  });

  it('tests every SLO alert', () => {
    const tests = files.filter(({ path }) => path.endsWith('.test.yml')).map(({ text }) => text);
    for (const { path, text } of files.filter((file) => file.path.endsWith('.rules.yml')))
      for (const [, alert, tier] of text.matchAll(/- alert: (\w+)[\s\S]*?"?tier"?: "([\w-]+)"/g))
        expect(
          tests.some((test) => test.includes(`alertname=\\"${alert}\\"`) && test.includes(`tier=\\"${tier}\\"`)),
          `${path} ${tier}`,
        ).toBe(true);
  });
});
