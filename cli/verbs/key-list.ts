import { anonymousName } from '@sightline/access';
import { changingKeys } from '../key/changing-keys';
import { columns } from '../terminal/columns';
import { verb } from '../verb';

export const keyListVerb = verb({
  name: 'key list',
  summary: 'who may do what: the API keys by name, with their rights',
  description: 'The keys of the platform of this home. Of each only its hash is kept, which is not shown either.',
  onlyReads: true,
  examples: [{ command: 'sightline key list', does: 'each key with its rights, and what may be done without one' }],
  async run() {
    const { anonymous, keys } = await changingKeys((home) => home.list());
    const shown = [
      { name: anonymousName, rights: anonymous },
      ...keys.map(({ name, rights, expires }) => ({ name, rights, ...(expires && { expires }) })),
    ];
    const head = ['name', 'rights', 'expires'].map((title) => ({ title }));
    const rows = shown.map((key) => [
      key.name,
      key.rights.join(' ') || '-',
      'expires' in key ? String(key.expires) : '-',
    ]);
    return { value: shown, text: columns(head, rows) };
  },
});
