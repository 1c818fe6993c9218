import type { Component, ComponentName, Engine } from './component';
import { alertmanager } from './engines/alertmanager';
import { collector } from './engines/collector';
import { grafana } from './engines/grafana';
import { kafka } from './engines/kafka';
import { loki } from './engines/loki';
import { postgres } from './engines/postgres';
import { prometheus } from './engines/prometheus';
import { tempo } from './engines/tempo';
import { victorialogs } from './engines/victorialogs';
import { zipkin } from './engines/zipkin';
import { bank } from './services/bank';
import { flags } from './services/flags';
import { inbox } from './services/inbox';
import { lokiApi } from './services/loki-api';
import { order } from './services/order';
import { payment } from './services/payment';
import { traffic } from './services/traffic';
import { viewer } from './services/viewer';

export const engines: readonly Engine[] = [
  postgres,
  kafka,
  loki,
  victorialogs,
  prometheus,
  alertmanager,
  tempo,
  zipkin,
  collector,
  grafana,
];

/** In the order of the table. */
export const allComponents: readonly Component[] = [
  ...engines,
  lokiApi,
  inbox,
  viewer,
  flags,
  bank,
  payment,
  order,
  traffic,
];

export const isEngine = (component: Component): component is Engine => 'installation' in component;

/** What it waits for, whatever the reason. */
export const waitsFor = ({ needs = [], after }: Component): readonly ComponentName[] => [...needs, ...after];

/** The named components and all that they wait for; everything when none is named. */
export function withNeeds(names: readonly ComponentName[] | undefined): readonly Component[] {
  if (!names) return allComponents;
  const chosen = new Set<ComponentName>();
  const choose = (name: ComponentName) => {
    if (chosen.has(name)) return;
    chosen.add(name);
    for (const each of allComponents) {
      if (each.name === name) waitsFor(each).forEach(choose);
      if (each.standsInFor === name) choose(each.name);
    }
  };
  for (const name of names) choose(name);
  return allComponents.filter(({ name }) => chosen.has(name));
}
