import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { inRepository } from '@sightline/stack';

/** A file by its path in the repository. */
export interface PlannedFile {
  readonly path: string;
  readonly text: string;
}

const folder = inRepository('cli', 'new', 'template');
const suffix = '.template';

/** The files of a new service: those of `template/`, with every `%word%` in their paths and texts filled in. */
export function fillTemplate(words: Readonly<Record<string, string>>): PlannedFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(suffix))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({
      path: fill(relative(folder, file).slice(0, -suffix.length), words),
      text: fill(readFileSync(file, 'utf8'), words),
    }))
    .sort((a, b) => a.path.localeCompare(b.path));
}

/** @throws where the text has a word that is not given. */
export const fill = (text: string, words: Readonly<Record<string, string>>): string =>
  text.replace(/%([a-zA-Z]+)%/g, (_, word: string) => {
    const value = words[word];
    if (value === undefined) throw new Error(`the template asks for %${word}%, which nobody gives`);
    return value;
  });
