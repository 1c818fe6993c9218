import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alertDefinitions, readSloFiles } from '@sightline/alerts';
import { attributes, inventory, logEvents, metrics, spans } from '@sightline/catalogue';
import { faultNames } from '@sightline/faults';
import { allComponents } from '@sightline/stack';
import { describe, expect, it } from 'vitest';
import { incidents } from '.';
import type { Incident } from './incident';

const root = join(__dirname, '..', '..');
const dashboards = readdirSync(join(root, 'dashboards', 'generated'))
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(join(root, 'dashboards', 'generated', file), 'utf8')));
const alertNames = [...new Set(alertDefinitions(join(root, 'alerts')).map((alert) => alert.name))];
const each = incidents.map((incident) => [incident.name, incident] as const);
const of = (pick: (incident: Incident) => readonly string[]) => new Set(incidents.flatMap(pick));

function titlesIn({ panels = [] }: { panels?: { title?: string; panels?: [] }[] }): (string | undefined)[] {
  return panels.flatMap((panel) => [panel.title, ...titlesIn(panel)]);
}

describe.each(each)('the incident %s', (name, { explanation, mend, cause, symptom }) => {
  it('has a file of its own, and says what happens and what to do', () => {
    expect(existsSync(join(__dirname, `${name}.ts`))).toBe(true);
    expect(Math.min(explanation.length, 2 * mend.length)).toBeGreaterThan(120);
  });

  it('raises alerts that there are', () => {
    expect(symptom.alerts.filter((alert) => !alertNames.includes(alert))).toEqual([]);
  });

  it('shows on a panel that there is', () => {
    const dashboard = dashboards.find(({ uid }) => uid === symptom.panel.dashboard);
    expect(titlesIn(dashboard ?? {})).toContain(symptom.panel.panel);
  });

  it('asks for evidence by names that are declared', () => {
    const { signal, query } = symptom.evidence;
    if (signal === 'span') {
      const { spanName, attributes: asked = {} } = query;
      const names = Object.values(spans).map((span) => span.name);
      const pattern = (declared: string) => new RegExp(`^${declared.replace(/\{[^}]+\}/g, '.+')}$`);
      expect(spanName === undefined || names.some((declared) => pattern(declared).test(spanName))).toBe(true);
      expect(Object.keys(asked).filter((key) => !(key in attributes))).toEqual([]);
    } else if (signal === 'log') {
      const events: string[] = Object.values(logEvents).map((event) => event.name);
      const asked = [...query.matchAll(/event="([^"]+)"/g)].map(([, event]) => event);
      expect(asked.filter((event) => !events.includes(event ?? ''))).toEqual([]);
    } else {
      const known: string[] = [...Object.values(metrics), ...Object.values(inventory)].map((metric) => metric.name);
      const asked = [
        ...query.replace(/\b(?:by|on) \(.*?\)/g, '').matchAll(/\b[a-z0-9]+(?:_[a-z0-9]+){2,}\b(?=[{[)])/g),
      ].map(([metric]) => metric);
      expect(asked.filter((metric) => !known.includes(metric.replace(/_(?:bucket|sum|count)$/, '')))).toEqual([]);
    }
  });

  it('breaks something that there is', () => {
    const components: string[] = allComponents.map((component) => component.name);
    const stores: string[] = ['trace-store', 'log-store'];
    if (cause.kind === 'component') expect([...stores, ...components]).toContain(cause.component);
    if (cause.kind === 'release') expect(components).toContain(cause.service);
  });
});

describe('the incidents', () => {
  it('have names that are easy to type, each its own', () => {
    const names = incidents.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
  });

  it('are made by every mistake the services can be told to make', () => {
    const used = of(({ cause }) => ('flag' in cause ? [cause.flag] : []));
    expect([...used].sort()).toEqual([...faultNames].sort());
  });

  it('burn the budgets of SLOs that there are', () => {
    const files = readSloFiles(join(root, 'alerts', 'slos'))
      .map(({ text }) => text)
      .join('\n');
    const unknown = [...of(({ symptom }) => (symptom.slo ? [symptom.slo] : []))].filter(
      (slo) => !files.includes(`name: ${slo}\n`),
    );
    expect(unknown).toEqual([]);
  });

  it('make every SLO page', () => {
    const raised = of(({ symptom }) => symptom.alerts);
    expect(alertNames.filter((alert) => alert.endsWith('BudgetBurn') && !raised.has(alert))).toEqual([]);
  });
});
