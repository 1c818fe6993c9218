import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Addresses, type ComponentName, databaseUrl, type PlatformState, readPlatform } from '@sightline/stack';
import { LokiStore, PrometheusStore, type TraceStore, traceStoreOf } from '@sightline/stores';
import { type Order, OrderApi, placeOrder } from '@sightline/traffic';

export interface RunningPlatform {
  readonly addresses: Addresses;
  readonly orders: OrderApi;
  readonly traces: TraceStore;
  readonly logs: LokiStore;
  readonly metrics: PrometheusStore;
  /** What runs now. */
  state(): PlatformState;
}

/** The platform the live tests run against: the one of SIGHTLINE_HOME. */
export function runningPlatform(): RunningPlatform {
  const state = () => {
    const platform = readPlatform();
    if (platform === undefined) throw new Error('no platform runs here: start one with `npm start`, or see its logs');
    return platform;
  };
  const { addresses, apiKey, traceStore } = state();
  return {
    addresses,
    orders: new OrderApi({ url: addresses.url('order'), apiKey }),
    traces: traceStoreOf(traceStore, addresses.url(traceStore)),
    logs: new LokiStore(addresses.url('loki')),
    metrics: new PrometheusStore(addresses.url('prometheus')),
    state,
  };
}

/** An order that was accepted. What the bank will do is in the token. */
export async function buy({ orders }: Pick<RunningPlatform, 'orders'>, token: string): Promise<Order> {
  const { order, refusal } = await placeOrder(orders, { token });
  if (order === undefined) throw new Error(refusal);
  return order;
}

/** The process id of a component's main process. */
export function processOf(platform: RunningPlatform, name: ComponentName): number {
  const pid = platform.state().components.find((component) => component.name === name)?.process?.pid;
  if (pid === undefined) throw new Error(`${name} does not run`);
  return pid;
}

/** Where a service's database is, for the role that owns it. */
export function ownerUrl(platform: RunningPlatform, role: 'order_owner' | 'payment_owner'): string {
  const secrets = JSON.parse(readFileSync(join(platform.state().home, 'secrets.json'), 'utf8'));
  const [password, database] =
    role === 'order_owner' ? [secrets.orderOwnerPassword, 'orders'] : [secrets.paymentOwnerPassword, 'payments'];
  return databaseUrl(platform, { role, password, database });
}

/** Where the order service's database is, for one of its roles. */
export function ordersUrl(platform: RunningPlatform, role: 'order_owner' | 'order_app'): string {
  const secrets = JSON.parse(readFileSync(join(platform.state().home, 'secrets.json'), 'utf8'));
  const password = role === 'order_owner' ? secrets.orderOwnerPassword : secrets.orderAppPassword;
  return databaseUrl(platform, { role, password, database: 'orders' });
}
