import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const names = ['sightline.yaml', 'sightline.yml'];

/** The sightline.yaml of a folder. */
export const descriptionFileIn = (folder: string): string | undefined =>
  names.map((name) => join(folder, name)).find((path) => existsSync(path));

/** The nearest sightline.yaml, in a folder or in one above it. */
export function findDescriptionFile(folder: string): string | undefined {
  const found = descriptionFileIn(folder);
  const above = dirname(folder);
  return found ?? (above === folder ? undefined : findDescriptionFile(above));
}
