import { profileNamed, runLoad } from '@sightline/traffic';
import { expect, it } from 'vitest';

/** Three megabytes, as the result of some hours: more than the channel between the processes takes at once. */
const fault = 'x'.repeat(3_000_000);

it('gives the whole result of a run, however long that is', async () => {
  const nobody = { url: 'http://127.0.0.1:9', apiKey: 'a key of the tests' };
  const result = await runLoad(
    { profile: profileNamed('steady'), requestsPerSecond: 20, seconds: 0.2, seed: 1, fault, ...nobody },
    { signal: new AbortController().signal, onProgress: () => {} },
  );
  expect(result.fault).toHaveLength(fault.length);
});
