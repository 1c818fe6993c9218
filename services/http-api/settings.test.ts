import { InvalidConfig, readConfig } from '@sightline/config';
import { fastify } from 'fastify';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { httpSettings } from './settings';

const schema = z.object({ TRUSTED_PROXY: httpSettings.TRUSTED_PROXY });
const read = (text: string) => readConfig(schema, { TRUSTED_PROXY: text }).TRUSTED_PROXY;

describe('whoever stands before a service', () => {
  it.each(['127.0.0.1', '::1', '10.0.0.0/8, 192.168.1.7', 'fd00::/8', '::1/128', 'loopback', 'linklocal,uniquelocal'])(
    'is told as %s, of which the server can make something',
    (text) => {
      const trustProxy = [...(read(text) ?? [])];
      expect(() => fastify({ trustProxy })).not.toThrow();
    },
  );

  it.each(['localhost', '10.0.0.0/0', '10.0.0.0/33', '::1/129', '10.0.0.0/8/8', '10.0.0/8', '10.0.0.0/', '::1,all'])(
    'is not told as %s, and what is accepted is said',
    (text) => {
      expect(() => read(text)).toThrow(InvalidConfig);
      expect(() => read(text)).toThrow(/accepted: IP addresses, ranges such as .* separated by commas/);
    },
  );
});
