import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { homeAt, prepareHome } from './home';
import { temporaryFolder } from './testing/temporary-folder';

describe('the home of a platform', () => {
  it('keeps its data from one start to the next', () => {
    const home = usedHome();
    prepareHome(home, { fresh: false });
    expect(existsSync(home.data('kafka'))).toBe(true);
  });

  it('loses its data, but not its secrets, when it is to be fresh', () => {
    const home = usedHome();
    prepareHome(home, { fresh: true });
    expect([existsSync(home.data('kafka')), existsSync(home.secretsFile)]).toEqual([false, true]);
  });

  it('says what to do when it cannot be written', () => {
    const file = join(temporaryFolder(), 'a-file');
    writeFileSync(file, '');
    expect(() => prepareHome(homeAt(join(file, 'home')), { fresh: false })).toThrow(
      /cannot be written.*\n.*SIGHTLINE_HOME=<folder>/,
    );
  });
});

function usedHome() {
  const home = homeAt(temporaryFolder());
  prepareHome(home, { fresh: false });
  mkdirSync(home.data('kafka'));
  writeFileSync(home.secretsFile, '{}');
  return home;
}
