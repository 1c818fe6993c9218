import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const entries = ['index.ts', 'catalogue/index.ts', 'nest/index.ts', 'reference/index.ts'];

interface PublicName {
  readonly name: string;
  readonly file: string;
}

/** What a file hands on, by the files in which it is declared. */
function handedOn(file: string): PublicName[] {
  const exported = [...readFileSync(file, 'utf8').matchAll(/^export (?:type )?\{([^}]*)\} from '([^']+)'/gm)];
  return exported.flatMap(([, names = '', from = '']) => {
    const at = join(dirname(file), from);
    const source = existsSync(`${at}.ts`) ? `${at}.ts` : join(at, 'index.ts');
    const deeper = handedOn(source);
    return names
      .split(',')
      .map((name) => name.trim().replace(/^type /, ''))
      .filter(Boolean)
      .map((name) => deeper.find((each) => each.name === name) ?? { name, file: source });
  });
}

const publicNames = entries.flatMap((entry) => handedOn(join(__dirname, entry)));

test('there are public names', () => expect(publicNames.length).toBeGreaterThan(70));

test.each(publicNames)('$name says what it is', ({ name, file }) => {
  const declared = new RegExp(
    `(\\*/\\n(?:@\\w+\\(.*\\)\\n)?)?export (?:declare )?(?:async )?(?:abstract )?(?:const|function|interface|type|class) ${name}\\b`,
  ).exec(readFileSync(file, 'utf8'));

  expect(declared, `${name} is declared in ${file}`).not.toBeNull();
  expect(declared?.[1], 'the comment in front of it').toBeDefined();
});
