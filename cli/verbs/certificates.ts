import { makeCertificates } from '@sightline/stack';
import { usageError } from '../cli-error';
import { columns } from '../terminal/columns';
import { verb } from '../verb';

export const certificatesVerb = verb<{ readonly out?: string; readonly host?: readonly string[] }>({
  name: 'certificates',
  summary: 'make an authority, and a certificate for each who proves who it is',
  description:
    'What is there stays; a certificate that ends within thirty days is made anew, so that this is run again and again. The folder is its owner’s alone; the files in it can be read by whoever they are mounted for.',
  onlyReads: false,
  options: [
    { flags: '--out <folder>', description: 'where they go' },
    {
      flags: '--host <name>',
      description: 'a name or an address that is listened at, besides localhost',
      repeatable: true,
    },
  ],
  examples: [
    { command: 'sightline certificates --out .secrets/tls', does: 'what docker-compose.production.yml mounts' },
    {
      command: 'sightline certificates --out tls --host shop.example.com',
      does: 'the same, for a machine of that name',
    },
  ],
  async run({ options: { out, host = [] } }) {
    if (!out) throw usageError('Say where they go with --out <folder>');
    const made = await makeCertificates(out, host).catch((error: Error & { code?: string }) => {
      throw error.code === 'FOLDER_TAKEN' ? usageError(error.message) : error;
    });
    const rows = made.map(({ name, certificate, ends }) => [name, certificate, ends.toISOString().slice(0, 10)]);
    const head = ['for', 'certificate', 'ends'].map((title) => ({ title }));
    return { value: made, text: columns(head, rows) };
  },
});
