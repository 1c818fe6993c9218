import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { everyCommand, program } from '../program';
import { plainPaint } from '../terminal/paint';
import { groups, verbs } from './index';

function run(...args: string[]) {
  let out = '';
  let err = '';
  const codes: number[] = [];
  const terminal = {
    out: { write: (text: string) => (out += text) },
    err: { write: (text: string) => (err += text) },
    width: 100,
    paint: plainPaint,
    errPaint: plainPaint,
    hyperlink: undefined,
  };
  const top = program({ verbs, groups, terminal, version: '1.2.3', exit: (code) => codes.push(code) });
  const done = top.parseAsync(args, { from: 'user' }).catch((error: Error) => error);
  return { top, done, said: () => ({ out, err, codes }) };
}

describe('every verb', () => {
  const { top } = run();
  const isGroup = (command: typeof top) => command.parent === top && command.name() in groups;
  const leaves = [...everyCommand(top)].filter((command) => command !== top && !isGroup(command));

  it('is on the command line', () => {
    const path = (command: (typeof leaves)[number]) =>
      command.parent === top ? command.name() : `${command.parent?.name()} ${command.name()}`;
    expect(leaves.map(path).sort()).toEqual(verbs.map(({ name }) => name).sort());
  });

  it.each(leaves.map((command) => [command.name(), command] as const))('%s can answer in JSON', (_, command) => {
    expect(command.options.map(({ long }) => long)).toContain('--json');
  });

  it.each(verbs.map((verb) => [verb.name, verb] as const))(
    '%s says what it does, and shows it in an example',
    (name, verb) => {
      expect(verb.summary).toMatch(/^[a-z].*[^.]$/);
      expect(verb.examples.length).toBeGreaterThan(0);
      for (const { command } of verb.examples) expect(command.startsWith(`sightline ${name}`)).toBe(true);
    },
  );

  it.each(verbs.map((verb) => [verb.name, verb] as const))('%s describes every argument and option', (_, verb) => {
    for (const { description } of [...(verb.arguments ?? []), ...(verb.options ?? [])]) {
      expect(description).not.toBe('');
    }
  });

  it('that changes nothing says so', () => {
    const changing = verbs.filter(({ onlyReads }) => !onlyReads).map(({ name }) => name);
    expect(changing).toEqual([
      'up',
      'order create',
      'doctor',
      'freshness',
      'alert test',
      'load',
      'incident run',
      'incident start',
      'incident stop',
      'fault run',
      'dlq replay',
      'new service',
      'key add',
      'key rotate',
      'key remove',
      'certificates',
      'restart',
      'down',
    ]);
  });
});

describe('what a verb needs of a platform', () => {
  const text = (name: string) => readFileSync(join(__dirname, `${name.replaceAll(' ', '-')}.ts`), 'utf8');

  it.each(verbs.map(({ name, needs }) => [name, needs] as const))('%s declares when it asks one', (name, needs) => {
    if (/\bconnect\b/.test(text(name))) expect(needs).toBeDefined();
  });

  it('can be had of a platform that is named, and what disturbs one agreed to', () => {
    for (const { name, needs, disturbs, onlyReads } of verbs) {
      const options = [...everyCommand(run().top)]
        .find((command) => pathOf(command) === name)
        ?.options.map(({ long }) => long);
      expect([name, options?.includes('--platform')]).toEqual([name, needs !== undefined]);
      expect([name, options?.includes('--yes')]).toEqual([name, disturbs !== undefined]);
      if (disturbs) expect([name, onlyReads]).toEqual([name, false]);
    }
  });

  const pathOf = (command: ReturnType<typeof run>['top']): string =>
    command.parent?.parent ? `${command.parent.name()} ${command.name()}` : command.name();
});

describe('the command line', () => {
  it.each([
    ['an unknown verb', ['frobnicate'], 'unknown command'],
    ['an unknown option', ['score', '--frob'], 'unknown option'],
    ['a bad length of time', ['score', '--window', 'soon'], 'give 30s, 5m, 1h30m or 1d'],
    ['a share above one', ['score', '--min', '120%'], 'is no share'],
    ['a bad choice', ['order', 'create', '--method', 'cash'], 'Allowed choices are card'],
  ])('refuses %s and says what is accepted', async (_, args, message) => {
    const { done, said } = run(...args);
    expect(await done).toMatchObject({ exitCode: 1 });
    expect(said().err).toContain(message);
  });

  it('wants to know which trace', async () => {
    expect(await run('trace').done).toMatchObject({ code: 'USAGE' });
    expect(await run('trace', 'abc', '--last').done).toMatchObject({ code: 'USAGE' });
  });
});
