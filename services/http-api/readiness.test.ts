import { beforeEach, describe, expect, it } from 'vitest';
import { Readiness } from './readiness';

let readiness: Readiness;

beforeEach(() => {
  readiness = new Readiness();
  readiness.add('database', async () => true);
});

describe('a service', () => {
  it('is ready when all it depends on answers', async () => {
    readiness.add('kafka', () => true);
    expect(await readiness.report()).toEqual({ ready: true, checks: { database: 'up', kafka: 'up' } });
  });

  it('is not ready while one of them does not, and says which', async () => {
    readiness.add('kafka', () => {
      throw new Error('away');
    });
    expect(await readiness.report()).toEqual({ ready: false, checks: { database: 'up', kafka: 'down' } });
  });

  it('is not ready any more once it drains', async () => {
    readiness.drain();
    expect((await readiness.report()).ready).toBe(false);
  });
});
