import { choosePlatform, shownPlatform } from '../platform';
import { columns } from '../terminal/columns';
import { verb } from '../verb';

export const platformShowVerb = verb({
  name: 'platform show',
  summary: 'where the parts of a platform are, and how one is let in',
  description: 'Shows a platform as it is described. Nothing is asked, and no secret is read.',
  onlyReads: true,
  needs: [],
  arguments: [{ name: '[platform]', description: 'as --platform names it' }],
  examples: [
    { command: 'sightline platform show', does: 'the platform that other commands would ask' },
    { command: 'sightline platform show mine --json', does: 'one by its name, for a program' },
  ],
  async run({ args: [name], named = name, screen }) {
    const tell = screen.progress;
    const shown = shownPlatform(await choosePlatform({ named, needs: [], tell }));
    const rows = Object.entries(shown.parts).map(([part, { program, url, dataSource, letIn }]) => [
      part,
      program,
      url ?? `data source ${dataSource}`,
      letIn ?? '',
    ]);
    const head = ['part', 'is', 'at', 'let in by'].map((title) => ({ title }));
    const cluster = shown.kubernetes
      ? [`In the cluster ${shown.kubernetes.context ?? 'of the current context'}, by kubectl port-forward`]
      : [];
    const untrusted = shown.untrusted
      ? [
          screen.paint(
            'yellow',
            `Not trusted yet: it refers to ${shown.untrusted.join(', ')}; see \`sightline platform trust\``,
          ),
        ]
      : [];
    const title = `${shown.name}${shown.file ? ` of ${shown.file}` : ''}`;
    return { value: shown, text: [title, columns(head, rows), ...cluster, ...untrusted].join('\n') };
  },
});
