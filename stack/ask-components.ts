import type { Component, ComponentName, Site } from './component';
import { componentsOf } from './components';
import type { PlatformState } from './read-platform';
import { ask, type Probe } from './supervise/probe';

export interface Asked {
  readonly name: ComponentName;
  readonly answers: boolean;
  /** How long it took to answer, or how long was waited in vain. */
  readonly ms: number;
}

const withinMs = 2000;
/** How often it must have been silent, and how often it is asked at most. */
const silentTwice = 2;
const attempts = 4;
/** Who asks is himself short of time when he hears of his own time-out this much too late: that tells nothing of the other. */
const lateMs = 300;

/**
 * Asks every component that should run whether it lives, all at once and each until it has been silent twice; some eight seconds at
 * most. One of which nobody can tell is left out.
 */
export async function askComponents({
  addresses,
  certificates,
  components,
  // One that was started by an earlier version says nothing of them.
  replicas = {},
}: PlatformState): Promise<Asked[]> {
  const running = components.filter(({ status }) => ['ready', 'paused', 'unresponsive'].includes(status));
  const known = componentsOf(replicas);
  const asked = running.map(async ({ name }) => {
    const probe = probeOf(
      known.find((each) => each.name === name),
      { addresses, ...(certificates && { certificates }) },
    );
    if (probe === undefined || probe.kind === 'running') return [];
    const began = performance.now();
    const answers = await answersTo(probe);
    return answers === undefined ? [] : [{ name, answers, ms: performance.now() - began }];
  });
  return (await Promise.all(asked)).flat();
}

/** Undefined when nobody can tell. */
async function answersTo(probe: Probe): Promise<boolean | undefined> {
  let silent = 0;
  for (let attempt = 0; attempt < attempts && silent < silentTwice; attempt++) {
    const began = performance.now();
    if ((await ask(probe, withinMs)) !== 'none') return true;
    if (performance.now() - began < withinMs + lateMs) silent++;
  }
  return silent < silentTwice ? undefined : false;
}

function probeOf(component: Component | undefined, known: Pick<Site, 'addresses' | 'certificates'>): Probe | undefined {
  const site = known as Site;
  return component?.alive?.(site) ?? component?.ready(site);
}
