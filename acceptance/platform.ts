import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Connections, connectToPlatform, placeOrder } from '@sightline/cli';
import { type ComponentName, databaseUrl, type PlatformState, readPlatform } from '@sightline/stack';
import type { Order } from '@sightline/traffic';

export interface RunningPlatform extends Connections {
  /** What runs now. */
  state(): PlatformState;
}

/** The platform the live tests run against: the one of SIGHTLINE_HOME. */
export function runningPlatform(): RunningPlatform {
  return {
    ...connectToPlatform(),
    state() {
      const state = readPlatform();
      if (state === undefined) throw new Error('the platform has gone: see its logs');
      return state;
    },
  };
}

/** An order that was accepted. What the bank will do is in the token. */
export async function buy({ orders }: Connections, token: string): Promise<Order> {
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

/** Where the order service's database is, for one of its roles. */
export function ordersUrl(platform: RunningPlatform, role: 'order_owner' | 'order_app'): string {
  const secrets = JSON.parse(readFileSync(join(platform.state().home, 'secrets.json'), 'utf8'));
  const password = role === 'order_owner' ? secrets.orderOwnerPassword : secrets.orderAppPassword;
  return databaseUrl(platform, { role, password, database: 'orders' });
}
