import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const names = ['sightline.yaml', 'sightline.yml'];

/** The nearest sightline.yaml, in a folder or in one above it. */
export function findDescriptionFile(folder: string): string | undefined {
  const found = names.map((name) => join(folder, name)).find((path) => existsSync(path));
  const above = dirname(folder);
  return found ?? (above === folder ? undefined : findDescriptionFile(above));
}
