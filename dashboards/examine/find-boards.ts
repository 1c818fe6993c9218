import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Board } from './board';
import { readBoard } from './read-board';

/** What was found, and what was there but is no dashboard. */
export interface FoundBoards {
  readonly boards: readonly Board[];
  readonly skipped: readonly string[];
}

/** A file or folder that holds no dashboard, or cannot be read: its message says what to do. */
export class NoDashboards extends Error {
  readonly code = 'NO_DASHBOARDS';
}

/**
 * The dashboards of a file, or of a folder and all below it.
 *
 * @throws {NoDashboards} when there are none.
 */
export function boardsAt(path: string): FoundBoards {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat)
    throw new NoDashboards(
      `${path} is not there: name a file of dashboard JSON, a folder of them, or the address of a Grafana`,
    );
  const files = stat.isDirectory() ? jsonFilesIn(path) : [path];
  const read = files.map((file) => ({ file, board: readFile(file, { isOnlyOne: !stat.isDirectory() }) }));
  const boards = read.flatMap(({ board }) => board ?? []);
  if (boards.length > 0)
    return { boards, skipped: read.filter(({ board }) => board === undefined).map(({ file }) => file) };
  throw new NoDashboards(
    stat.isDirectory()
      ? `${path} holds no dashboard: files that end in .json and have panels are looked for, in folders below it too`
      : `${path} is no dashboard: it has neither panels nor rows. Export it from Grafana: Share, Export, Save to file`,
  );
}

function readFile(file: string, { isOnlyOne }: { readonly isOnlyOne: boolean }): Board | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch (cause) {
    throw new NoDashboards(`${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
  try {
    return readBoard(JSON.parse(text), file);
  } catch (cause) {
    if (isOnlyOne) throw new NoDashboards(`${file} is no JSON: ${(cause as Error).message}`, { cause });
    return undefined;
  }
}

const jsonFilesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return jsonFilesIn(path);
      return entry.name.endsWith('.json') ? [path] : [];
    });
