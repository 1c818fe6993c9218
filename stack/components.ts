import type { Component, ComponentName, Engine, Replicable } from './component';
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
import { instancesOf, type Replicas } from './replicas';
import { bank } from './services/bank';
import { flags } from './services/flags';
import { frontBefore } from './services/front';
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

/** In the order of the table, one of each. */
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

/** The same, with as many of each as are asked for, and a front before those of which there are several. */
export function componentsOf(replicas: Replicas): readonly Component[] {
  const several = allComponents.filter(isReplicable).filter(({ name }) => instancesOf(name, replicas).length > 0);
  if (several.length === 0) return allComponents;
  const front = frontBefore(several.map(({ name }) => ({ name, instances: instancesOf(name, replicas) })));
  const last = several.at(-1);
  return allComponents.flatMap((component): readonly Component[] => {
    const one = several.find(({ name }) => name === component.name);
    if (!one) return [component];
    const instances = instancesOf(one.name, replicas).map((_, index) => one.instance(index + 1));
    return one === last ? [...instances, front] : instances;
  });
}

const isReplicable = (component: Component): component is Replicable => 'instance' in component;

/** Whether who waits for one of these, or names it, means this component. */
export const isMeantBy = (
  { name, standsInFor, partOf = [] }: Pick<Component, 'name' | 'standsInFor' | 'partOf'>,
  names: readonly ComponentName[],
): boolean => [name, standsInFor, ...partOf].some((each) => each !== undefined && names.includes(each));

export const isEngine = (component: Component): component is Engine => 'installation' in component;

/** What it waits for, whatever the reason. */
export const waitsFor = ({ needs = [], after }: Component): readonly ComponentName[] => [...needs, ...after];

/** The named components and all that they wait for; everything when none is named. */
export function withNeeds(
  names: readonly ComponentName[] | undefined,
  all: readonly Component[] = allComponents,
): readonly Component[] {
  if (!names) return all;
  const chosen = new Set<Component>();
  const choose = (component: Component) => {
    if (chosen.has(component)) return;
    chosen.add(component);
    const further = [component.name, ...waitsFor(component)];
    all.filter((each) => isMeantBy(each, further)).forEach(choose);
  };
  all.filter((each) => isMeantBy(each, names)).forEach(choose);
  return all.filter((each) => chosen.has(each));
}
