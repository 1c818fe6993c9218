import { changingKeys } from '../key/changing-keys';
import { verb } from '../verb';

export const keyRemoveVerb = verb({
  name: 'key remove',
  summary: 'let a key in no longer',
  onlyReads: false,
  arguments: [{ name: '<name>', description: 'whose' }],
  examples: [{ command: 'sightline key remove ci', does: 'whoever has it gets 401 from the next second on' }],
  async run({ args: [name = ''] }) {
    await changingKeys((keys) => keys.remove(name));
    return { value: { name }, text: `The key "${name}" is gone` };
  },
});
