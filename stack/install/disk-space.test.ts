import { expect, it } from 'vitest';
import { requireDiskSpace } from './disk-space';

it('is content with enough', () => {
  requireDiskSpace('/cache', { gigabytes: 6, what: 'building loki', free: () => 7e9 });
});

it('says what needs it, how much there is, and how to move', () => {
  const check = () => requireDiskSpace('/cache', { gigabytes: 6, what: 'building loki', free: () => 1.25e9 });
  expect(check).toThrow(/building loki needs 6 GB, \/cache has 1\.3 GB left.*SIGHTLINE_CACHE=<folder>/s);
});
