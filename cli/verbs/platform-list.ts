import { platformsHere, shownPlatform } from '../platform';
import { columns } from '../terminal/columns';
import { verb } from '../verb';

export const platformListVerb = verb({
  name: 'platform list',
  summary: 'every platform that can be named here',
  description:
    'What `npm start` and `docker compose up` run here, and what the nearest sightline.yaml describes, with the parts that each has.',
  onlyReads: true,
  examples: [{ command: 'sightline platform list', does: 'names, and what each has' }],
  async run({ screen }) {
    const all = (await platformsHere()).map(shownPlatform);
    const rows = all.map(({ name, file, parts }) => [
      name,
      Object.keys(parts).join(', '),
      screen.paint('dim', file ?? 'runs here'),
    ]);
    const table = columns([{ title: 'platform' }, { title: 'has' }, { title: 'described in' }], rows);
    return {
      value: all,
      text:
        all.length > 0
          ? table
          : 'None: start one with `npm start`, or describe your own in a sightline.yaml (docs/platforms.md)',
    };
  },
});
