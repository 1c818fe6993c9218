import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allComponents, engines, waitsFor, withNeeds } from './components';
import { inRepository } from './repository';
import { testSite } from './testing/site';

const names = allComponents.map(({ name }) => name);

describe('the components', () => {
  it('wait only for components that there are, and never for each other', () => {
    const waits = (name: string, path: readonly string[]): void => {
      expect(path).not.toContain(name);
      const component = allComponents.find((each) => each.name === name);
      for (const needed of component ? waitsFor(component) : []) {
        expect(names).toContain(needed);
        waits(needed, [...path, name]);
      }
    };
    for (const name of names) waits(name, []);
  });

  it('each listen on ports of their own', () => {
    const ports = allComponents.filter(({ standsInFor }) => !standsInFor).flatMap((component) => component.ports);
    expect(new Set(ports).size).toBe(ports.length);
  });

  it('can each be asked whether they live, and do not ask others for the answer', () => {
    const site = testSite();
    for (const component of allComponents) {
      const ready = component.ready(site);
      const probe = component.alive?.(site) ?? ready;
      expect(probe.kind, component.name).not.toBe('running');
      // What waits for another looks whether that is there before it says that it is ready.
      if (component.needs?.length && component.name !== 'traffic') expect(probe, component.name).not.toEqual(ready);
    }
  });

  it('can be chosen with what they wait for', () => {
    expect(withNeeds(['viewer']).map(({ name }) => name)).toEqual([
      'loki',
      'victorialogs',
      'prometheus',
      'loki-api',
      'viewer',
    ]);
    expect(withNeeds(['bank']).map(({ name }) => name)).toEqual(['bank']);
  });

  it('come under a permissive licence where they are built here: not Loki, Tempo or Grafana', () => {
    const agpl = engines.filter(({ name }) => ['loki', 'tempo', 'grafana'].includes(name));
    expect(agpl.map(({ installation }) => installation.registry)).toEqual([undefined, undefined, undefined]);
    for (const folder of readdirSync(inRepository('stack', 'engines', 'modules')))
      expect(folder).not.toMatch(/^(loki|tempo|grafana)$/);
  });

  it('are built from modules pinned to the version they say', () => {
    for (const { name, version, installation } of engines) {
      const { registry } = installation;
      if (registry?.kind === 'maven') {
        expect(readFileSync(`${registry.module}/pom.xml`, 'utf8'), name).toContain(`<version>${version}</version>`);
      }
    }
    const goMod = (name: string) => readFileSync(inRepository('stack/engines/modules', name, 'go.mod'), 'utf8');
    expect(goMod('victorialogs')).toContain('github.com/VictoriaMetrics/VictoriaLogs v1.52.1');
    expect(goMod('go/alertmanager')).toContain('github.com/prometheus/alertmanager v0.31.1');
  });
});
