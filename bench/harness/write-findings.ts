import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, Findings } from '../bench';
import { describeMachine, type MachineFacts } from './machine';
import { markdownTable } from './markdown';

export interface Measured extends Findings {
  readonly bench: Pick<Bench, 'name' | 'title'>;
  /** What makes it again. */
  readonly command: string;
  readonly machine: MachineFacts;
  readonly startedAt: Date;
  readonly seconds: number;
}

/** One page: the doubts first, then the tables, then how to read them and where they come from. */
export function pageOf({ bench, command, machine, startedAt, seconds, tables, notes, doubts }: Measured): string {
  const parts = [
    `# ${bench.title}`,
    ...doubts.map((doubt) => `> **In doubt**: ${doubt}`),
    ...tables.map(markdownTable),
    ...notes,
    [
      `Measured ${startedAt.toISOString().slice(0, 10)} in ${Math.round(seconds)} s by \`${command}\`; every sample is in`,
      `[${bench.name}.json](${bench.name}.json). ${describeMachine(machine)}.`,
    ].join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The same as data, with every sample. */
export function jsonOf({ bench, ...measured }: Measured): string {
  return `${JSON.stringify({ name: bench.name, title: bench.title, ...measured })}\n`;
}

/** Returns the paths of the page and of the JSON. */
export function writeFindings(folder: string, measured: Measured): string[] {
  mkdirSync(folder, { recursive: true });
  const write = (extension: string, text: string) => {
    const path = join(folder, `${measured.bench.name}.${extension}`);
    writeFileSync(path, text);
    return path;
  };
  return [write('md', pageOf(measured)), write('json', jsonOf(measured))];
}
