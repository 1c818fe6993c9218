import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Task } from '../report/progress';
import { temporaryFolder } from '../testing/temporary-folder';
import { GoWorkshop } from './go-workshop';

afterEach(() => vi.unstubAllEnvs());

/**
 * A compiler that takes as long as it must: `one` ends only when `two` has begun, as its linking would last that long. It notes
 * what it is asked to do.
 */
const compiler = `#!/bin/sh
echo "$PWD $*" >> "$NOTES"
case "$1 $PWD" in
  list*) echo a; echo b; echo program ;;
  build*one) echo a >&2; echo program >&2; until [ -e "$NOTES.two" ]; do sleep 0.02; done ;;
  build*two) touch "$NOTES.two"; echo b >&2; echo program >&2 ;;
esac
`;

function prepared() {
  const folder = temporaryFolder();
  const notes = join(folder, 'notes');
  writeFileSync(join(folder, 'go'), compiler);
  chmodSync(join(folder, 'go'), 0o755);
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
  vi.stubEnv('NOTES', notes);
  const build = (name: string, task: Task) => {
    mkdirSync(join(folder, name));
    const source = {
      kind: 'go',
      module: join(folder, name),
      packages: { [name]: 'program' },
      variables: { 'x.Version': '1' },
    } as const;
    return workshop.build(source, { folder, task });
  };
  const workshop = new GoWorkshop(join(folder, 'build'), new AbortController().signal);
  return { build, notes: () => readFileSync(notes, 'utf8') };
}

const taskThat = (update: (doing: string) => void): Task => ({
  update,
  note() {},
  done() {},
  failed() {},
  skipped() {},
});

describe('the Go workshop', () => {
  it('compiles the next program while the one before is only being linked', async () => {
    const { build, notes } = prepared();
    await Promise.all([
      build(
        'one',
        taskThat(() => {}),
      ),
      build(
        'two',
        taskThat(() => {}),
      ),
    ]);
    expect(notes().match(/ build /g)).toHaveLength(2);
  });

  it('says how far it is', async () => {
    const { build } = prepared();
    const said: string[] = [];
    await build(
      'two',
      taskThat((doing) => said.push(doing)),
    );
    expect(said).toEqual([
      'looking up Go modules',
      'waiting for the compiler',
      'compiling',
      'compiling, 1 of 3 packages',
      'linking',
    ]);
  });

  it('builds small, with the version in it', async () => {
    const { build, notes } = prepared();
    await build(
      'two',
      taskThat(() => {}),
    );
    expect(notes()).toContain(
      'build -v -trimpath -pgo=off -tags=remove_all_sd -gcflags=all=-dwarf=false -ldflags=-s -w -X x.Version=1 -o=',
    );
  });
});
