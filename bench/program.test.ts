import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { CannotMeasure, defineBench } from './bench';
import { exitCodeOf, programOf } from './program';

const folder = mkdtempSync(join(tmpdir(), 'sightline-bench-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  process.exitCode = 0;
});

const counting = defineBench<{ readonly upTo: string }>({
  name: 'counting',
  title: 'What it costs to count',
  description: 'Counts.',
  configure: (command) =>
    command.option('--up-to <number>', 'how far', '3').option('--in <languages...>', 'in which languages'),
  run: async ({ options: { upTo } }) => ({
    tables: [{ title: 'Counted', columns: ['up to'], rows: [[upTo]] }],
    notes: [],
    doubts: upTo === '13' ? ['it is unlucky'] : [],
    samples: [Number(upTo)],
  }),
});

async function bench(...words: string[]) {
  const printed: string[] = [];
  const told: string[] = [];
  const program = programOf({
    benches: [counting],
    print: (text) => printed.push(text),
    tell: (text) => told.push(text),
    signal: new AbortController().signal,
  });
  program.commands.concat(program).forEach((each) => {
    each.configureOutput({ writeOut: (text) => printed.push(text), writeErr: (text) => told.push(text) });
  });
  const failure = await program.parseAsync(words, { from: 'user' }).then(
    () => undefined,
    (error: unknown) => error,
  );
  return { printed: printed.join(''), told: told.join('\n'), failure };
}

describe('npm run bench', () => {
  test('lists what there is', async () => {
    expect((await bench('--help')).printed).toMatch(/counting .*What it costs to count/);
  });

  test('knows what was meant by a name that is wrong', async () => {
    const { told, failure } = await bench('countin');
    expect(told).toContain('Did you mean counting?');
    expect(failure).toBeDefined();
  });

  test('says what each takes', async () => {
    expect((await bench('counting', '--help')).printed).toContain('--up-to <number>');
  });

  test('writes a page and the samples, each with the command that makes it again', async () => {
    const { printed } = await bench('counting', '--up-to', '7', '--out', folder);

    expect(readdirSync(folder).sort()).toEqual(['counting.json', 'counting.md']);
    expect(readFileSync(join(folder, 'counting.md'), 'utf8')).toBe(printed);
    expect(printed).toContain('`npm run bench -- counting --up-to 7`');
    expect(JSON.parse(readFileSync(join(folder, 'counting.json'), 'utf8'))).toMatchObject({
      command: 'npm run bench -- counting --up-to 7',
      samples: [7],
    });
  });

  test('names the command with each of several values', async () => {
    expect((await bench('counting', '--in', 'german', 'greek', '--dry')).printed).toContain(
      '`npm run bench -- counting --in german greek`',
    );
  });

  test('prints data alone when it is asked for them', async () => {
    const { printed } = await bench('counting', '--json', '--dry');
    expect(JSON.parse(printed)).toMatchObject({ name: 'counting', samples: [3] });
  });

  test('ends with 1 when its own control failed, and shows the figures marked', async () => {
    const { printed } = await bench('counting', '--up-to', '13', '--dry');
    expect(printed).toContain('**In doubt**: it is unlucky');
    expect(process.exitCode).toBe(1);
  });

  test('ends with 2 where it cannot be measured', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(exitCodeOf(new CannotMeasure('no taskset'))).toBe(2);
    expect(exitCodeOf(new Error('a mistake'))).toBeUndefined();
  });
});
