import { checkPlatform, checkText, choosePlatform } from '../platform';
import { verb } from '../verb';

export const platformCheckVerb = verb({
  name: 'platform check',
  summary: 'whether every part of a platform answers, and what it makes possible',
  description:
    'Asks each part something that only who is let in may ask: its version, whether it answers, whether one is let in, how far its clock is from ours; then which commands the platform makes possible, and what the others lack. Exit code 1 when a part does not answer, does not let in, or its clock is off.',
  onlyReads: true,
  needs: [],
  arguments: [{ name: '[platform]', description: 'as --platform names it' }],
  examples: [
    { command: 'sightline platform check', does: 'the platform that other commands would ask' },
    { command: 'sightline platform check mine --json', does: 'one by its name, for a program' },
  ],
  async run({ args: [name], named = name, screen, verbs }) {
    const choice = await choosePlatform({ named, needs: [], tell: screen.progress });
    const check = await checkPlatform(choice, verbs);
    const problem = check.parts.some((part) => part.problem !== undefined);
    return { value: check, text: checkText(check, screen.paint), problem };
  },
});
