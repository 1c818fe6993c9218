import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answering } from '../testing/answering';
import { Backend } from './backend';

const version = { path: '/version', schema: z.object({ version: z.string() }).transform((answer) => answer.version) };

async function about(offsetMs: number | undefined, { versionStatus = 200 } = {}) {
  await using server = await answering(({ url }) => ({
    status: url === '/version' ? versionStatus : 200,
    headers: { date: offsetMs === undefined ? '' : new Date(Date.now() + offsetMs).toUTCString() },
    body: { version: '1.2' },
  }));
  return await new Backend('Mimir', server.url).about(['/ask'], version);
}

describe('what a store says of itself', () => {
  it('is its version, and that its clock agrees', async () => {
    expect(await about(0)).toEqual({ version: '1.2', clockAheadMs: 0 });
  });

  it.each([60_000, -60_000])('is how far its clock is off, at least (%i ms)', async (offset) => {
    const { clockAheadMs = 0 } = await about(offset);
    expect(Math.sign(clockAheadMs)).toBe(Math.sign(offset));
    expect(Math.abs(clockAheadMs)).toBeGreaterThan(55_000);
    expect(Math.abs(clockAheadMs)).toBeLessThanOrEqual(60_000);
  });

  it('may leave out either', async () => {
    expect(await about(undefined, { versionStatus: 404 })).toEqual({});
    expect(await about(undefined, { versionStatus: 500 })).toEqual({});
  });

  it.each(['<html>Log in</html>', ''])('is nothing where a page answers in its place: %j', async (body) => {
    await using page = await answering(() => ({ status: 200, body }));
    await expect(new Backend('Mimir', page.url).about(['/ask'])).rejects.toMatchObject({ code: 'BACKEND_UNREADABLE' });
  });

  it('is nothing where a page takes what is sent; who takes it may say nothing', async () => {
    await using page = await answering(() => ({ status: 200, body: '<html>Log in</html>' }));
    await expect(new Backend('OTLP', page.url).clockOf('/v1/traces', {})).rejects.toMatchObject({
      code: 'BACKEND_UNREADABLE',
    });
    await using silent = await answering(() => ({ status: 200, body: '' }));
    await expect(new Backend('OTLP', silent.url).clockOf('/v1/traces', {})).resolves.toBeDefined();
  });

  it('is nothing where it does not let in, or is not there', async () => {
    await using closed = await answering(() => ({ status: 401, body: 'no' }));
    await expect(new Backend('Mimir', closed.url).about(['/ask'])).rejects.toMatchObject({
      code: 'BACKEND_ACCESS',
      status: 401,
    });
    await using other = await answering(() => ({ status: 404, body: 'no' }));
    await expect(new Backend('Mimir', other.url).about(['/ask'])).rejects.toMatchObject({ code: 'BACKEND_REFUSED' });
  });
});
