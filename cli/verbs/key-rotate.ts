import { changingKeys } from '../key/changing-keys';
import { verb } from '../verb';

export const keyRotateVerb = verb({
  name: 'key rotate',
  summary: 'replace a key: the old one is out at once',
  description:
    'Nothing is restarted. Those that the platform itself uses are written to where they are read; any other is printed.',
  onlyReads: false,
  arguments: [{ name: '<name>', description: 'whose' }],
  examples: [{ command: 'sightline key rotate operator', does: 'a new key for this command line' }],
  async run({ args: [name = ''] }) {
    const key = changingKeys((keys) => keys.rotate(name));
    const text = key ? `${key}\nSend it as x-api-key. It is not shown again.` : `The key "${name}" is replaced`;
    return { value: { name, ...(key && { key }) }, text };
  },
});
