import { describe, expect, it } from 'vitest';
import { Forwards } from './forward';

describe('ways into a cluster', () => {
  it('listen for a signal once, however many are open, and no more when all are closed', () => {
    const before = process.listenerCount('SIGTERM');
    const open = [new Forwards({}), new Forwards({}), new Forwards({})];
    expect(process.listenerCount('SIGTERM')).toBe(before + 1);
    for (const [closed, forwards] of open.entries()) {
      forwards.close();
      expect(process.listenerCount('SIGTERM')).toBe(before + (closed < open.length - 1 ? 1 : 0));
    }
  });
});
