import { join } from 'node:path';

/** The package's folder, seen from `dist/build`. */
export const packageFolder = join(__dirname, '..', '..');
export const boardsFolder = join(packageFolder, 'boards');
export const mixinFolder = join(packageFolder, 'mixin');
export const vendorFolder = join(packageFolder, 'vendor');
export const generatedFolder = join(packageFolder, 'generated');
