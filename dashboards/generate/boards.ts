import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Board } from '../board';
import { boardsFolder, compiledBoardsFolder } from './places';

/** Every dashboard written in TypeScript: a file in `boards/` is all it takes. */
export function boardNames(): string[] {
  return readdirSync(boardsFolder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => basename(file, '.ts'))
    .sort();
}

export const readBoard = (name: string): Board => require(join(compiledBoardsFolder, name)).board;
