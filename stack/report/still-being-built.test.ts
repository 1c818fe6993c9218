import { describe, expect, it } from 'vitest';
import type { ComponentState } from '../supervise/state';
import { stillBeingBuilt } from './still-being-built';

const bank: ComponentState = { name: 'bank', title: 'Bank', version: '1', status: 'ready', restarts: 0, log: '' };
const prometheus: ComponentState = {
  ...bank,
  title: 'Prometheus',
  status: 'installing',
  installing: { doing: 'linking', left: { fromMs: 125_000, toMs: 170_000 } },
};

describe('what is still being built', () => {
  it('is named, with about how long it takes yet where that is known', () => {
    const unknown: ComponentState = { ...prometheus, title: 'Alertmanager', installing: { doing: 'waiting' } };
    expect(stillBeingBuilt([bank, prometheus, unknown])).toBe(
      'Still being built: Prometheus, about 2 to 3 min yet; Alertmanager',
    );
  });

  it('is nothing when everything is there', () => {
    expect(stillBeingBuilt([bank])).toBeUndefined();
  });
});
