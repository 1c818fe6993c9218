import {
  addresses,
  type Platform,
  PlatformError,
  type PlatformState,
  type RunningComponent,
  silent,
} from '@sightline/stack';
import { describe, expect, it } from 'vitest';
import { orFailure, untilUsable } from './come-up';

const component = (title: string, more: Partial<RunningComponent> = {}): RunningComponent => ({
  name: 'viewer',
  title,
  version: '1.0.0',
  status: 'ready',
  restarts: 0,
  log: '',
  ...more,
});

const left = { fromMs: 120_000, toMs: 180_000 };
const prometheus = component('Prometheus', {
  name: 'prometheus',
  status: 'installing',
  installing: { doing: 'compiling', left },
});

const forever = new Promise<never>(() => {});

function comingUp(components: readonly RunningComponent[], { ready = forever, until = Promise.resolve() } = {}) {
  const notes: string[] = [];
  const state = { components, addresses: addresses({}) } as unknown as PlatformState;
  const platform = { state: () => state, ready, until: () => until } as unknown as Platform;
  const progress = { ...silent, note: (line: string) => void notes.push(line) };
  return { notes, coming: { platform, progress, screen: {} as never, detached: false } };
}

describe('a platform that comes up', () => {
  it('says where to look as soon as it can be used, and what is still being built', async () => {
    const { coming, notes } = comingUp([component('Viewer'), prometheus]);
    await untilUsable(coming);
    expect(notes.join('\n')).toMatch(
      /Look {2}http:\/\/127\.0\.0\.1:3000 {2}dashboards.*3001\/docs.*Still being built: Prometheus, about 2 to 3 min yet/s,
    );
  });

  it('says nothing of that when nothing is missing: the whole is told in a moment', async () => {
    const { coming, notes } = comingUp([component('Viewer')]);
    await untilUsable(coming);
    expect(notes).toEqual([]);
  });

  it('does not start when something fails before there is anything to use', async () => {
    const failure = new PlatformError('ENGINE_UNAVAILABLE', { problem: 'no go on PATH', remedy: 'install Go' });
    const { coming } = comingUp([], { ready: Promise.reject(failure), until: forever });
    await expect(untilUsable(coming)).rejects.toThrow('no go on PATH');
  });

  it('is waited for to the end of the work when everything is ready before', async () => {
    const { coming } = comingUp([], { ready: Promise.resolve() as never });
    expect(await orFailure(coming.platform, Promise.resolve('shown'))).toBe('shown');
  });
});
