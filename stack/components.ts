import type { Component, ComponentName, Engine } from './component';
import { alertmanager } from './engines/alertmanager';
import { collector } from './engines/collector';
import { grafana } from './engines/grafana';
import { kafka } from './engines/kafka';
import { loki } from './engines/loki';
import { postgres } from './engines/postgres';
import { prometheus } from './engines/prometheus';
import { tempo } from './engines/tempo';
import { zipkin } from './engines/zipkin';
import { bank } from './services/bank';
import { flags } from './services/flags';
import { inbox } from './services/inbox';
import { order } from './services/order';
import { payment } from './services/payment';
import { traffic } from './services/traffic';
import { viewer } from './services/viewer';

export const engines: readonly Engine[] = [
  postgres,
  kafka,
  loki,
  prometheus,
  alertmanager,
  tempo,
  zipkin,
  collector,
  grafana,
];

/** In the order of the table. */
export const allComponents: readonly Component[] = [...engines, inbox, viewer, flags, bank, payment, order, traffic];

export const isEngine = (component: Component): component is Engine => 'installation' in component;

/** The named components and all that they wait for; everything when none is named. */
export function withNeeds(names: readonly ComponentName[] | undefined): readonly Component[] {
  if (!names) return allComponents;
  const chosen = new Set<ComponentName>();
  const choose = (name: ComponentName) => {
    if (chosen.has(name)) return;
    chosen.add(name);
    for (const needed of allComponents.find((component) => component.name === name)?.after ?? []) choose(needed);
  };
  for (const name of names) choose(name);
  return allComponents.filter(({ name }) => chosen.has(name));
}
