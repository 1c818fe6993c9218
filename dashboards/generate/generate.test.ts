import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { boardNames } from './boards';
import { generate, stale } from './generate';
import { evaluate, findJsonnet } from './jsonnet';
import { compiledPath, mixinNames } from './mixin';
import { generatedFolder } from './places';

const jsonnet = findJsonnet();
const generated = generate({ jsonnetPath: process.env.JSONNET_PATH, fetch: false });
for (const { file, reason } of generated.kept) console.warn(`not compiled anew: ${file} (${reason})`);
if (!jsonnet) console.warn('jsonnet and go are both missing: the mixin is not evaluated');

interface RuleGroups {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert?: string; readonly labels?: Readonly<Record<string, string>> }[];
  }[];
}

interface Mixin {
  readonly dashboards: Readonly<Record<string, unknown>>;
  readonly alerts: RuleGroups;
  readonly rules: RuleGroups;
}

describe('the generated files', () => {
  it('are what the sources give (npm run generate -w grafana-dashboard-builder)', () => {
    expect(stale(generated)).toEqual([]);
  });

  it('are the same each time they are made', () => {
    const again = generate({ jsonnetPath: process.env.JSONNET_PATH, fetch: false });
    expect([...again.files]).toEqual([...generated.files]);
  });

  it('hold the jsonnet dashboards even where grafonnet cannot be had, and say that they were not compiled anew', () => {
    const { kept, files } = generate({ jsonnetPath: undefined, fetch: false });
    for (const name of mixinNames()) {
      expect(files.has(join(generatedFolder, `${name}.json`))).toBe(true);
      expect(files.has(compiledPath(name)) || kept.some(({ file }) => file === compiledPath(name))).toBe(true);
    }
  });

  it('would not pass for fresh if a jsonnet source had changed since it was compiled', () => {
    const host = compiledPath('host');
    expect(stale({ ...generated, kept: [{ file: host, reason: 'no grafonnet', outdated: true }] })).toContain(host);
  });
});

describe.skipIf(!jsonnet)('the monitoring mixin, evaluated by the jsonnet CLI', () => {
  const code = `local mixin = import '../mixin.libsonnet';
    { dashboards: mixin.grafanaDashboards, alerts: mixin.prometheusAlerts, rules: mixin.prometheusRules }`;
  const mixin = jsonnet && (evaluate(jsonnet, { code }) as Mixin);
  const rulesIn = (groups: RuleGroups | undefined) => (groups?.groups ?? []).flatMap(({ rules }) => rules);

  it('holds every dashboard under the name of its file', () => {
    const names = [...boardNames(), ...mixinNames()].map((name) => `${name}.json`).sort();
    expect(Object.keys(mixin?.dashboards ?? {}).sort()).toEqual(names);
  });

  it('holds the alerts, the watchdog among them', () => {
    const alerts = rulesIn(mixin?.alerts).map(({ alert }) => alert);
    expect(alerts).toContain('Watchdog');
    expect(alerts.every(Boolean)).toBe(true);
  });

  it('holds the recording rules of every SLO', () => {
    const slos = new Set(rulesIn(mixin?.rules).flatMap(({ labels }) => labels?.sloth_slo ?? []));
    expect(slos.size).toBeGreaterThanOrEqual(5);
  });
});
