import { type Right, rights } from '@sightline/access';
import { usageError } from '../cli-error';
import { changingKeys } from '../key/changing-keys';
import { verb } from '../verb';

export const keyAddVerb = verb<{ readonly right?: readonly Right[] }>({
  name: 'key add',
  summary: 'make a key with a name and rights',
  description:
    'The key is printed once and kept nowhere; the services let it in within a second. What is done with it is told in the audit log under its name.',
  onlyReads: false,
  arguments: [{ name: '<name>', description: 'whose it is: small letters, digits and dashes' }],
  options: [{ flags: '--right <right>', description: 'what it may do', choices: rights, repeatable: true }],
  examples: [
    {
      command: 'sightline key add ci --right orders:write --right orders:read',
      does: 'a key that places orders and reads them',
    },
  ],
  async run({ args: [name = ''], options: { right = [] } }) {
    if (right.length === 0) throw usageError(`Say what it may do with --right: ${rights.join(', ')}`);
    const key = await changingKeys((keys) => keys.add(name, right));
    return { value: { name, rights: right, key }, text: `${key}\nSend it as x-api-key. It is not shown again.` };
  },
});
