import { setTimeout as delay } from 'node:timers/promises';
import { InboxClient, type Received } from '@sightline/inbox';
import { type ComponentName, homeAt, readState, signalTree } from '@sightline/stack';
import { Alertmanager, waitUntil } from '@sightline/stores';
import { processOf, type RunningPlatform } from '../platform';
import { type OrdersTold, OrdersUnderWay } from './orders-under-way';

export interface FreezeOptions {
  readonly seconds: number;
  readonly requestsPerSecond: number;
}

/** What came of a component that was frozen by a signal from outside. Seconds count from that signal. */
export interface Frozen {
  readonly component: ComponentName;
  /** When the state of the platform said so; undefined when it never did. */
  readonly shownAfter: number | undefined;
  /** The first alert about it that reached the inbox. */
  readonly alert: { readonly name: string; readonly after: number } | undefined;
  readonly restarted: boolean;
  /** When it was ready again; undefined when it was not within the patience. */
  readonly wholeAfter: number | undefined;
  readonly orders: OrdersTold;
}

/** What the platform promises. */
const shownWithin = 15;
const toldWithin = 60;

const patienceMs = 180_000;

/** The alerts that say that a component does not answer, and the name they have for it. */
export function alertsAbout(component: ComponentName): { readonly names: readonly string[]; readonly service: string } {
  switch (component) {
    // Who tells of alerts cannot tell of itself.
    case 'prometheus':
    case 'alertmanager':
      return { names: ['WatchdogSilent'], service: 'prometheus' };
    case 'collector':
      return { names: ['TelemetryMissing', 'TargetDown'], service: 'otel-collector' };
    default:
      return { names: ['TargetDown', 'BackendDown'], service: component };
  }
}

/** Stops the component's process, and what it has started, by SIGSTOP under a bit of load, lets it go on after so many seconds if it is still that one, and sees. */
export async function freeze(
  platform: RunningPlatform,
  component: ComponentName,
  { seconds, requestsPerSecond }: FreezeOptions,
): Promise<Frozen> {
  const { body } = await platform.orders.products({ limit: 1 });
  const sku = body?.products[0]?.sku;
  if (sku === undefined) throw new Error('the shop has nothing to sell');
  const { stateFile } = homeAt(platform.state().home);
  // Without looking at everybody's memory each time.
  const states = () => readState(stateFile)?.components ?? [];
  const stateOf = () => states().find(({ name }) => name === component);
  const restarts = stateOf()?.restarts;
  const inbox = new InboxClient(platform.addresses.url('inbox'));
  const pid = processOf(platform, component);

  const load = new OrdersUnderWay(platform, { sku, requestsPerSecond });
  const began = Date.now();
  const after = (time: number) => (time - began) / 1000;
  signalTree(pid, 'SIGSTOP');
  const goOn = () => {
    if (stateOf()?.process?.pid === pid) signalTree(pid, 'SIGCONT');
  };
  process.once('exit', goOn);
  try {
    const thawed = delay(seconds * 1000).then(goOn);
    const shown = await waitUntil(async () => stateOf()?.status === 'unresponsive' || undefined, {
      withinMs: seconds * 1000,
      everyMs: 200,
    });
    const shownAfter = shown.value && after(Date.now());
    const isReady = async () => stateOf()?.status === 'ready' || undefined;
    const whole = await waitUntil(isReady, { withinMs: seconds * 1000 + patienceMs, everyMs: 200 });
    const wholeAfter = whole.value && after(Date.now());
    await thawed;
    const areReady = async () => states().every(({ status }) => status === 'ready') || undefined;
    await waitUntil(areReady, { withinMs: patienceMs, everyMs: 200 });
    const orders = await load.settled(patienceMs);
    const told = await firstTold(inbox, component, new Date(began));
    return {
      component,
      shownAfter,
      alert: told && { name: told.name, after: after(told.at) },
      restarted: stateOf()?.restarts !== restarts,
      wholeAfter,
      orders,
    };
  } finally {
    process.off('exit', goOn);
    goOn();
  }
}

/** Resolves when what was told of the component is over, so that the next one starts from quiet. */
export async function quietAgain(platform: RunningPlatform, component: ComponentName): Promise<boolean> {
  const { names, service } = alertsAbout(component);
  const alertmanager = new Alertmanager({ url: platform.addresses.url('alertmanager'), timeoutMs: 5000 });
  const quiet = async () => {
    const about = (await alertmanager.alerts()).filter(
      ({ labels }) => names.includes(labels.alertname ?? '') && labels.service_name === service,
    );
    return about.length === 0 || undefined;
  };
  return (await waitUntil(quiet, { withinMs: patienceMs, everyMs: 1000 })).value ?? false;
}

/** What of it the platform does not promise. */
export function problemsOf({ shownAfter, alert, wholeAfter, orders }: Frozen): string[] {
  return [
    ...(shownAfter !== undefined && shownAfter <= shownWithin ? [] : [`was not shown within ${shownWithin} s`]),
    ...(alert && alert.after <= toldWithin ? [] : [`was not told of within ${toldWithin} s`]),
    ...(wholeAfter === undefined ? ['did not come back'] : []),
    ...(orders.lost > 0 ? [`lost ${orders.lost} orders`] : []),
    ...(orders.doubled > 0 ? [`doubled ${orders.doubled} charges`] : []),
  ];
}

async function firstTold(inbox: InboxClient, component: ComponentName, since: Date) {
  const { names, service } = alertsAbout(component);
  const isAbout = ({ notification }: Received) =>
    notification.alerts.some(
      ({ labels, status }) =>
        status === 'firing' && names.includes(labels.alertname ?? '') && labels.service_name === service,
    );
  const found = async () => {
    const { notifications } = await inbox.notifications({ since: since.toISOString(), limit: 1000 });
    return notifications.filter(isAbout).at(-1);
  };
  const { value } = await waitUntil(found, { withinMs: 10_000, everyMs: 500 });
  return value && { name: value.notification.commonLabels.alertname ?? '', at: Date.parse(value.receivedAt) };
}
