import type { Component, ComponentName } from '../component';

/** A component that is a few lines of JavaScript, ready when its log has said so (or at once). */
export function scriptComponent(script: string, overrides: Partial<Component> & { name: ComponentName }): Component {
  return {
    title: overrides.name,
    version: '1.0.0',
    ports: [],
    after: [],
    command: () => ({ program: process.execPath, args: ['-e', script] }),
    ready: () => ({ kind: 'running' }),
    ...overrides,
  };
}

/** Lives until it is told to stop. */
export const lives = 'setInterval(() => {}, 1e6);';
