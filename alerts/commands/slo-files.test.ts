import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { exampleSlo } from '../compiler/example-slo';
import { exampleSloth } from '../compiler/example-sloth';
import { parsePolicy } from '../policy/policy';
import { compileCommand } from './compile-command';
import { explainCommand } from './explain-command';
import { lintCommand } from './lint-command';
import { compileSloFiles } from './slo-files';

const root = mkdtempSync(join(tmpdir(), 'sightline-slo-files-'));
afterAll(() => rmSync(root, { recursive: true }));

const write = (path: string, text: string) => {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};

const alertWindows = (spec: string) =>
  `apiVersion: sloth.slok.dev/v1\nkind: AlertWindows\nspec:\n  sloPeriod: 7d\n${spec}`;
const window = (short: string, long: string) => `{ errorBudgetPercent: 8, shortWindow: ${short}, longWindow: ${long} }`;

describe('the files of a command', () => {
  it('are read from a folder to its bottom, without what is hidden', () => {
    write('deep/er/est/slo.yml', exampleSlo());
    write('deep/.hidden/slo.yml', 'no: slo');
    expect(compileSloFiles([join(root, 'deep')], {}).compilation.slos.map(({ slo }) => slo.id)).toEqual([
      'shop-availability',
    ]);
  });

  it('are read once, however often they are named', () => {
    const file = write('twice/slo.yml', exampleSlo());
    expect(compileSloFiles([file, dirname(file), file], {}).ok).toBe(true);
  });

  it('are an error when there are none', () => {
    mkdirSync(join(root, 'bare/nested'), { recursive: true });
    expect(() => compileSloFiles([join(root, 'bare')], {})).toThrow(/bare holds no file that ends in \.yaml/);
  });

  it('are told of by the traffic that is given', () => {
    const file = write('traffic/slo.yml', exampleSlo({ annotations: 'sightline.dev/min-bad-events: by-traffic' }));
    expect(lintCommand([file]).report).toBe('');
    expect(lintCommand([file], { traffic: '2' }).report).toContain(
      'at 2 events an hour everything failing is told after 1h',
    );
    expect(compileCommand([file], { traffic: '2' }).output).toContain('alert: ShopAvailabilityBudgetBurn');
    const lines = (traffic?: string) =>
      explainCommand([file], traffic ? { traffic } : {})
        .output.split('\n')
        .filter((line) => line.includes('an hour everything'));
    expect([lines().length, lines('2.5').length]).toEqual([4, 1]);
    for (const traffic of ['0', '-1', 'many', '1e3', 'Infinity', '1000000001', '9'.repeat(400)])
      for (const command of [lintCommand, compileCommand, explainCommand])
        expect(() => command([file], { traffic })).toThrow(`--traffic ${traffic} is not accepted`);
  });

  it('give no rules when no SLO is in them', () => {
    const file = write('empty/nothing.yaml', '# nothing yet\n');
    const { ok, output, report } = compileCommand([file]);
    expect({ ok, output, report }).toEqual({
      ok: false,
      output: '',
      report: expect.stringContaining(`${file}: error`),
    });
  });

  it('are told beside the others when one is empty', () => {
    const files = [write('some/nothing.yaml', ''), write('some/slo.yaml', exampleSlo())];
    const { ok, diagnostics } = compileSloFiles(files, {});
    expect([ok, diagnostics.map(({ severity, file }) => [severity, file])]).toEqual([true, [['warning', files[0]]]]);
  });

  it('are all reported, also when one breaks a parser', () => {
    const files = [
      write('broken/a.yaml', exampleSlo({ bad: 'requests_total{path=~"\\d"}' })),
      write('broken/b.yml', exampleSloth({ error: 'sum(' })),
      write('broken/c.yml', 'x: [&a [*a, *b]]'),
    ];
    const { diagnostics } = compileSloFiles([join(root, 'broken')], {});
    expect([...new Set(diagnostics.map(({ file }) => file))]).toEqual(files);
  });

  it('hold the SLOs that another objective is asked for', () => {
    const file = write('objective/slo.yaml', exampleSlo());
    const asked = (objective: string) => () => compileSloFiles([file], { objective: [objective] });
    expect(asked('shop-availability=99.5')).not.toThrow();
    expect(asked('99.5')).not.toThrow();
    expect(asked('shop-availabilty=99.5')).toThrow(/no SLO shop-availabilty.*Did you mean shop-availability/);
    expect(asked('checkout=99.5')).toThrow(/There are shop-availability/);
  });

  it.each([
    ['is no YAML', alertWindows('   page: ['), /windows\.yaml:5: error\[yaml\]/],
    ['is empty', '', /windows\.yaml: the file is empty/],
    ['lacks its windows', alertWindows(''), /windows\.yaml:3: error\[shape\] spec\.page: it is missing/],
    [
      'has its windows swapped',
      alertWindows(
        `  page: { quick: ${window('1h', '5m')}, slow: ${window('30m', '6h')} }\n  ticket: { quick: ${window('2h', '1d')}, slow: ${window('6h', '3d')} }\n`,
      ),
      /windows\.yaml:5: error\[windows\] spec\.page\.quick\.shortWindow: 1h is not shorter/,
    ],
  ])('of windows is named when it %s', (_, text, words) => {
    const [slo, windows] = [write('windows/slo.yml', exampleSloth()), write('windows/windows.yaml', text)];
    expect(() => compileSloFiles([slo], { windows })).toThrow(words);
  });

  it('of a policy is named when it is no YAML', () => {
    expect(() => parsePolicy('budget: [', 'policy.yaml')).toThrow(/policy\.yaml:1: error\[yaml\]/);
  });
});
