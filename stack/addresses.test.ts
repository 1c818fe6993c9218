import { describe, expect, it } from 'vitest';
import { addresses } from './addresses';

describe('the addresses', () => {
  it('are on loopback at their usual ports when nothing is said', () => {
    expect(addresses({}).url('order')).toBe('http://127.0.0.1:3001');
    expect(addresses({}).at('postgres')).toBe('127.0.0.1:15432');
  });

  it('move together by an offset', () => {
    const at = addresses({ SIGHTLINE_PORT_OFFSET: '10000' });
    expect([at.ports.order, at.ports.otlpHttp]).toEqual([13001, 14318]);
  });

  it('move one by one, whatever the offset', () => {
    const at = addresses({ SIGHTLINE_PORT_OFFSET: '10000', SIGHTLINE_PORT_OTLP_HTTP: '4318' });
    expect([at.ports.order, at.ports.otlpHttp]).toEqual([13001, 4318]);
  });

  it.each([
    [
      { SIGHTLINE_PORT_ORDER: 'http' },
      'SIGHTLINE_PORT_ORDER=http is not accepted: give a whole number from 1 to 65535',
    ],
    [{ SIGHTLINE_PORT_ORDER: '65536' }, 'SIGHTLINE_PORT_ORDER=65536 is not accepted'],
    [{ SIGHTLINE_PORT_ORDER: '0' }, 'SIGHTLINE_PORT_ORDER=0 is not accepted'],
    [{ SIGHTLINE_PORT_OFFSET: '-1' }, 'SIGHTLINE_PORT_OFFSET=-1 is not accepted: give a whole number from 0 to 40000'],
    [{ SIGHTLINE_PORT_OFFSET: '1.5' }, 'SIGHTLINE_PORT_OFFSET=1.5 is not accepted'],
  ])('refuse %o', (env, message) => {
    expect(() => addresses(env)).toThrow(message);
  });

  it('are told from each other: no two components share a port', () => {
    const ports = Object.values(addresses({}).ports);
    expect(new Set(ports).size).toBe(ports.length);
  });
});
