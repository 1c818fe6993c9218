import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { migrateAlone } from './migrate-alone';

const job = {
  DATABASE_URL: 'postgres://order_app@db/orders',
  MIGRATION_DATABASE_URL: 'postgres://order_owner@db/orders',
  MIGRATION_DATABASE_PASSWORD_FILE: '/run/database/password',
};

describe('a process that brings the tables up to date', () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  beforeEach(() => {
    for (const name of Object.keys(job)) vi.stubEnv(name, undefined);
    // What a file before this one has left.
    process.exitCode = undefined;
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.clearAllMocks();
    process.exitCode = undefined;
  });
  const give = (env: Readonly<Record<string, string>>) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  };

  it('is told where they are, who owns them and who works with them', async () => {
    give(job);
    const migrate = vi.fn(async () => {});
    await migrateAlone(migrate);
    expect(migrate).toHaveBeenCalledWith(job);
    expect([process.exitCode, log.mock.calls.flat()]).toEqual([undefined, ['The tables are up to date.']]);
  });

  it('needs the way in of the owner, which the service itself can do without', async () => {
    give({ DATABASE_URL: job.DATABASE_URL });
    const migrate = vi.fn(async () => {});
    await migrateAlone(migrate);
    expect([process.exitCode, migrate.mock.calls]).toEqual([1, []]);
    expect(error.mock.calls.flat().join()).toContain('MIGRATION_DATABASE_URL is not set');
  });

  it('fails where a migration does, so that the job is tried again', async () => {
    give(job);
    await migrateAlone(() => Promise.reject(new Error('connect ECONNREFUSED')));
    expect(process.exitCode).toBe(1);
    expect(log).not.toHaveBeenCalled();
  });
});
