import { InvalidConfig, readConfig } from '@sightline/config';
import { describe, expect, it } from 'vitest';
import { configSchema } from './config';

const env = {
  PORT: '3001',
  DATABASE_URL: 'postgres://order_app:secret@localhost/orders',
  KAFKA_BROKERS: 'localhost:9092',
  SIGHTLINE_API_KEYS_FILE: '/run/secrets/api-keys',
};

describe('the settings of the order service', () => {
  it('need no more than addresses and secrets', () => {
    expect(readConfig(configSchema, env)).toMatchObject({ HOST: '127.0.0.1', ORDER_PAYMENT_TIMEOUT_MS: 30_000 });
  });

  it('are all named when they are bad, without a password', () => {
    const bad = {
      PORT: '99999',
      DATABASE_URL: 'mysql://u:secret@localhost/orders',
      MIGRATION_DATABASE_URL: 'order_owner:secret@localhost',
      RATE_LIMIT_BURST: 'many',
    };
    const start = () => readConfig(configSchema, bad);
    expect(start).toThrow(InvalidConfig);
    for (const name of [...Object.keys(bad), 'KAFKA_BROKERS', 'SIGHTLINE_API_KEYS_FILE']) {
      expect(start).toThrow(name);
    }
    expect(start).not.toThrow('secret@');
  });
});
