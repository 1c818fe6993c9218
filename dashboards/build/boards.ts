import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Board } from '../board';
import { complete } from '../defaults';
import { boardsFolder } from './places';

/** Every dashboard written in TypeScript: a file in `boards/` is all it takes. */
export function boardNames(): string[] {
  return readdirSync(boardsFolder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => basename(file, '.ts'))
    .sort();
}

export function buildBoard(name: string): Dashboard {
  const { board } = require(join(__dirname, '..', 'boards', name)) as { readonly board: Board };
  return complete(name, board);
}
