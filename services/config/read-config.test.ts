import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { InvalidConfig, readConfig } from './read-config';
import { setting } from './settings';

const schema = z.object({
  HOST: setting.host(),
  PORT: setting.port(),
  API_KEY: setting.secret(16),
  BROKERS: setting.list('host:port of each Kafka broker'),
  POOL_SIZE: setting.wholeNumber({ min: 1, max: 50, fallback: 10 }),
});

const good = { PORT: '3001', API_KEY: 'sixteen letters!', BROKERS: 'a:9092, b:9092' };

const failureOf = (env: NodeJS.ProcessEnv) => {
  try {
    readConfig(schema, env);
  } catch (error) {
    if (error instanceof InvalidConfig) return error;
  }
  throw new Error('the settings were accepted');
};

describe('the settings of a process', () => {
  it('are typed, completed by defaults and frozen', () => {
    const config = readConfig(schema, good);
    expect(config).toEqual({
      HOST: '127.0.0.1',
      PORT: 3001,
      API_KEY: 'sixteen letters!',
      BROKERS: ['a:9092', 'b:9092'],
      POOL_SIZE: 10,
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('treat an empty variable as one that is not set', () => {
    expect(readConfig(schema, { ...good, POOL_SIZE: '' }).POOL_SIZE).toBe(10);
  });

  it('fail with every bad variable: its name, what came, what is accepted', () => {
    expect(failureOf({ PORT: 'http', BROKERS: 'a:9092', POOL_SIZE: '0' }).variables).toEqual([
      { name: 'PORT', came: 'came as "http"', accepted: 'a port, from 0 (any free one) to 65535' },
      { name: 'API_KEY', came: 'is not set', accepted: 'at least 16 characters' },
      { name: 'POOL_SIZE', came: 'came as "0"', accepted: 'a whole number from 1 to 50 (default 10)' },
    ]);
  });

  it('never show a secret, not even one that is wrong', () => {
    expect(failureOf({ ...good, API_KEY: 'short' }).message).not.toContain('short');
  });

  it.each([
    ['optional', setting.secretUrl('postgres').optional()],
    ['nullable', setting.secretUrl('postgres').nullable()],
    ['with a default', setting.secretUrl('postgres').default('postgres://localhost')],
    ['with a default, and optional', setting.secretUrl('postgres').default('postgres://localhost').optional()],
  ])('never show one that is %s, and say what is accepted', (_, schema) => {
    const read = () => readConfig(z.object({ DATABASE_URL: schema }), { DATABASE_URL: 'u:hunter2@localhost' });
    expect(read).toThrow('came as a value that is kept secret here; accepted: a URL starting with postgres://');
    expect(read).not.toThrow('hunter2');
  });
});
