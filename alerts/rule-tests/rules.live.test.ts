import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programAtHand } from '@sightline/stack';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { promtoolEnvironment } from './promtool';

const generated = join(__dirname, '..', 'generated');
const filesIn = (folder: string, ending: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(ending));
const promtool = (...args: string[]) =>
  execFileSync(programAtHand('prometheus', 'promtool'), args, {
    encoding: 'utf8',
    stdio: 'pipe',
    env: promtoolEnvironment,
  });

describe('the generated rules', () => {
  it.each(filesIn(generated, '.rules.yml'))('%s loads, every rule of it', (file) => {
    const { groups } = parse(readFileSync(join(generated, file), 'utf8')) as { groups: { rules: unknown[] }[] };
    const count = groups.reduce((sum, { rules }) => sum + rules.length, 0);
    expect(promtool('check', 'rules', join(generated, file))).toContain(`SUCCESS: ${count} rules found`);
  });

  it.each(filesIn(join(generated, 'tests'), '.test.yml'))('%s holds', (file) => {
    expect(promtool('test', 'rules', join(generated, 'tests', file))).toContain('SUCCESS');
  });
});
