import { expect, it } from 'vitest';
import { readSettings } from './settings';

it('waits for a whole trace only where some traces are dropped', () => {
  expect(readSettings({}).traceDecisionWait).toBe('250ms');
  expect(readSettings({ SIGHTLINE_TRACE_SHARE: '10' }).traceDecisionWait).toBe('10s');
});

it('names every bad setting at once', () => {
  const bad = { SIGHTLINE_TRACE_SHARE: '101', SIGHTLINE_TRACE_STORE: 'jaeger', SIGHTLINE_MIRROR: 'ftp://mirror' };
  expect(() => readSettings(bad)).toThrow(/TRACE_SHARE|TRACE_STORE|MIRROR/);
  for (const name of Object.keys(bad)) expect(() => readSettings(bad)).toThrow(name);
});

it('keeps engines where the system keeps caches', () => {
  expect(readSettings({ XDG_CACHE_HOME: '/var/cache' }).cache).toBe('/var/cache/sightline');
});
