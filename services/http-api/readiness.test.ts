import { beforeEach, describe, expect, it } from 'vitest';
import { Readiness } from './readiness';

let readiness: Readiness;

beforeEach(() => {
  readiness = new Readiness(20);
  readiness.add('database', async () => true);
});

const away = () => {
  throw new Error('away');
};

describe('a service', () => {
  it('is ready when all it depends on answers', async () => {
    readiness.add('kafka', () => true);
    expect(await readiness.report()).toEqual({ ready: true, status: 'ready', checks: { database: 'up', kafka: 'up' } });
  });

  it.each([
    ['does not', away],
    ['hangs', () => new Promise<boolean>(() => {})],
  ])('is not ready while one of them %s, and says which', async (_, check) => {
    readiness.add('kafka', check);
    expect(await readiness.report()).toEqual({
      ready: false,
      status: 'not ready',
      checks: { database: 'up', kafka: 'down' },
    });
  });

  it('waits for what it can do without while it starts, and then says what it cannot do', async () => {
    readiness.add('kafka', away, { neededForMs: 50 });
    expect((await readiness.report()).ready).toBe(false);
    await expect
      .poll(() => readiness.report())
      .toEqual({
        ready: true,
        status: 'degraded',
        checks: { database: 'up', kafka: 'down' },
      });
  });

  it('is not ready any more once it drains', async () => {
    readiness.drain();
    expect((await readiness.report()).ready).toBe(false);
  });
});
