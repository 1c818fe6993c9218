import { existsSync } from 'node:fs';
import { join } from 'node:path';

const here = (...up: string[]) => join(__dirname, ...up);

/** The package's folder, seen from `generate` (in tests) and from `dist/generate`. */
export const packageFolder = existsSync(here('..', 'package.json')) ? here('..') : here('..', '..');
export const boardsFolder = join(packageFolder, 'boards');
/** The boards compiled: sources name them, this runs them. */
export const compiledBoardsFolder = join(packageFolder, 'dist', 'boards');
export const mixinFolder = join(packageFolder, 'mixin');
export const vendorFolder = join(packageFolder, 'vendor');
export const schemaFolder = join(packageFolder, 'check', 'schema');
/** The dashboards, and nothing else: Grafana is given this folder. */
export const generatedFolder = join(packageFolder, 'generated');
/** What jsonnet gives, and what it imports. */
export const mixinGeneratedFolder = join(mixinFolder, 'generated');
