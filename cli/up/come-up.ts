import { beingBuilt, type Platform, type PlatformState, type Progress, withMemory } from '@sightline/stack';
import { connectToLocal } from '../platform';
import type { Screen } from '../verb';
import { type FirstTrace, firstTrace } from './first-trace';
import { firstTraceText, upJson, upText, usableText } from './welcome';

export interface ComingUp {
  readonly platform: Platform;
  readonly progress: Progress;
  readonly screen: Screen;
  readonly detached: boolean;
}

/** What there must be for a person to look and to buy; for an order to be followed. */
const usable = ['order', 'payment', 'viewer', 'grafana'] as const;
const traceable = ['order', 'payment', 'collector', 'tempo', 'zipkin'] as const;

/**
 * Says where to look as soon as there is something to see and to buy.
 *
 * @throws {PlatformError} whatever fails by then.
 */
export async function untilUsable({ platform, progress }: ComingUp): Promise<void> {
  await orFailure(platform, platform.until(usable));
  if (isBuilding(platform)) progress.note(usableText(platform.state()));
}

/**
 * Follows the first order as soon as it can be followed, and shows the whole when everything is ready.
 *
 * @throws {PlatformError} what cannot be had or does not start. What does not need it goes on.
 */
export async function untilComplete({ platform, progress, screen, detached }: ComingUp): Promise<void> {
  await platform.until(traceable);
  const { logStore, components } = platform.state();
  const logs = components.filter(({ name }) => name === logStore || name === 'loki-api');
  const hasLogs = beingBuilt(logs).length === 0;
  if (hasLogs) await platform.until(logs.map(({ name }) => name));
  const first = await firstTrace(connectToLocal(), { logs: hasLogs });
  const shown = isBuilding(platform);
  if (shown)
    progress.note(`\n${firstTraceText(first, screen)}\n\n${firstTraceAfter(first, hasLogs, platform.state())}\n`);

  await platform.ready;
  progress.end();
  const state = withMemory(platform.state());
  screen.show({ value: upJson(state, first), text: upText({ state, first, shown, screen, detached }) });
}

/** The work, or the first failure of anything. */
export const orFailure = <T>(platform: Platform, work: Promise<T>): Promise<T> =>
  Promise.race([work, platform.ready.then(() => work)]);

const isBuilding = (platform: Platform) => beingBuilt(platform.state().components).length > 0;

function firstTraceAfter({ seconds }: FirstTrace, hasLogs: boolean, { components, logStore }: PlatformState): string {
  const after = `First followed trace after ${seconds.toFixed(1)} s`;
  const store = components.find(({ name }) => name === logStore)?.title;
  return hasLogs ? after : `${after}; its log lines wait for ${store}, which is still being built`;
}
