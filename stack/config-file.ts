import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inRepository } from './repository';

/**
 * Fills in the `${NAME}` placeholders of a configuration file whose tool expands none itself.
 *
 * @returns the path of the result. @throws for a placeholder without a value.
 */
export function writeConfigFile(
  template: string,
  { values, to }: { values: Readonly<Record<string, string>>; to: string },
): string {
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, fillIn(readFileSync(inRepository(template), 'utf8'), values), { mode: 0o600 });
  return to;
}

export function fillIn(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\$\{([A-Z_]+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined)
      throw new Error(`nothing to put in place of ${placeholder}; there is ${Object.keys(values).join(', ')}`);
    return value;
  });
}
