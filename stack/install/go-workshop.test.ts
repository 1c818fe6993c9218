import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { silent, type Task } from '../report/progress';
import { temporaryFolder } from '../testing/temporary-folder';
import { GoWorkshop } from './go-workshop';

afterEach(() => vi.unstubAllEnvs());

/**
 * A compiler that takes as long as it must: `one` ends only when `two` has begun, as its linking would last that long. It notes
 * what it is asked to do.
 */
const compiler = `#!/bin/sh
echo "$GOWORK $PWD $*" >> "$NOTES"
case "$1 $PWD" in
  list*) echo "a v1.2.3"; echo b; echo program ;;
  build*broken) echo a >&2; exit 1 ;;
  build*one) echo a >&2; echo program >&2; until [ -e "$NOTES.two" ]; do sleep 0.02; done ;;
  build*two) touch "$NOTES.two"; echo b >&2; echo program >&2 ;;
  build*) echo program >&2 ;;
esac
`;

function prepared() {
  const folder = temporaryFolder();
  const notes = join(folder, 'notes');
  writeFileSync(join(folder, 'go'), compiler);
  chmodSync(join(folder, 'go'), 0o755);
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
  vi.stubEnv('NOTES', notes);
  const start = () => new GoWorkshop(join(folder, 'build'), new AbortController().signal);
  let workshop = start();
  return {
    again() {
      workshop = start();
    },
    /** What is done for one, in the order in which it is said. */
    async build(name: string, { rank = 1, workspace = '' } = {}): Promise<string[]> {
      mkdirSync(join(folder, name), { recursive: true });
      const source = {
        kind: 'go',
        module: join(folder, name),
        rank,
        packages: { [name]: 'program' },
        variables: { 'x.Version': '1' },
        ...(workspace ? { workspace } : {}),
      } as const;
      const said: string[] = [];
      const task: Task = { ...silent.task(''), update: (doing) => said.push(doing) };
      await workshop.build(source, { folder, task });
      return said;
    },
    built: () => [...readFileSync(notes, 'utf8').matchAll(/(\w+) build /g)].map(([, name]) => name),
    notes: () => readFileSync(notes, 'utf8'),
  };
}

describe('the Go workshop', () => {
  it('compiles the next program while the one before is only being linked', async () => {
    const { build, built } = prepared();
    await Promise.all([build('one'), build('two')]);
    expect(built()).toEqual(['one', 'two']);
  });

  it('compiles first what came first, and then the most wanted', async () => {
    const { build, built } = prepared();
    await Promise.all([build('two', { rank: 9 }), build('late', { rank: 3 }), build('early', { rank: 2 })]);
    expect(built()).toEqual(['two', 'early', 'late']);
  });

  it('goes on with the next when one cannot be built', async () => {
    const { build, built } = prepared();
    const outcomes = await Promise.allSettled([build('broken'), build('two')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(built()).toEqual(['broken', 'two']);
  });

  it('says how far it is', async () => {
    const { build } = prepared();
    expect(await build('two')).toEqual([
      'looking up Go modules',
      'waiting for the compiler',
      'compiling',
      'compiling, 1 of 3 packages',
      'linking',
    ]);
  });

  it('counts only what is left to do, though the start before was interrupted', async () => {
    const { build, again } = prepared();
    await expect(build('broken')).rejects.toThrow();
    again();
    expect(await build('two')).toContain('compiling, 1 of 2 packages');
  });

  it('builds small, with the version in it', async () => {
    const { build, notes } = prepared();
    await build('two');
    expect(notes()).toContain(
      'build -v -trimpath -pgo=off -tags=remove_all_sd -gcflags=all=-dwarf=false -ldflags=-s -w -X x.Version=1 -o=',
    );
  });

  it('builds in the workspace that a build names, and in no other that lies around', async () => {
    const { build, notes } = prepared();
    await build('two', { workspace: '/somewhere/go.work' });
    await build('alone');
    expect(notes()).toMatch(/^\/somewhere\/go\.work \S+two list .*\n\/somewhere\/go\.work \S+two build /m);
    expect(notes()).toMatch(/^off \S+alone list .*\noff \S+alone build /m);
  });
});
