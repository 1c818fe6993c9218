import { changingKeys } from '../key/changing-keys';
import { verb } from '../verb';

export const keyRotateVerb = verb({
  name: 'key rotate',
  summary: 'replace a key, without a restart',
  description:
    'A key of the platform itself is written to where it is read; for some seconds the old one goes on, so that nobody is refused meanwhile. Any other is printed, and the old one is out at once.',
  onlyReads: false,
  arguments: [{ name: '<name>', description: 'whose' }],
  examples: [{ command: 'sightline key rotate operator', does: 'a new key for this command line' }],
  async run({ args: [name = ''] }) {
    const key = await changingKeys((keys) => keys.rotate(name));
    const text = key ? `${key}\nSend it as x-api-key. It is not shown again.` : `The key "${name}" is replaced`;
    return { value: { name, ...(key && { key }) }, text };
  },
});
