import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { inRepository } from '../repository';
import { temporaryFolder } from '../testing/temporary-folder';
import { sourcesOf } from './go-sources';

function written(files: Readonly<Record<string, string>>): string {
  const root = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}

it('finds the files of the module and of those that it takes from beside it, without their tests', () => {
  const root = written({
    'program/go.mod': 'module program\n\nreplace one => ../parts\n\nreplace other v1 => example.com/fork v2\n',
    'program/main.go': '',
    'program/NOTES.md': '',
    'parts/go.mod': 'module one\n',
    'parts/deep/part.go': '',
    'parts/deep/part_test.go': '',
    'work/go.work': '',
  });
  expect(sourcesOf({ module: join(root, 'program') }).map((file) => relative(root, file))).toEqual([
    'program/go.mod',
    'program/main.go',
    'parts/deep/part.go',
    'parts/go.mod',
  ]);
});

it('finds what else lies in the workspace: its versions are the program’s', () => {
  const root = written({
    'program/go.mod': 'module program\n',
    'work/go.work': '',
    'work/go.work.sum': '',
    'work/README.md': '',
    'work/other/go.mod': 'module other\n',
  });
  const sources = sourcesOf({ module: join(root, 'program'), workspace: join(root, 'work', 'go.work') });
  expect(sources.map((file) => relative(root, file))).toEqual([
    'program/go.mod',
    'work/go.work',
    'work/go.work.sum',
    'work/other/go.mod',
  ]);
});

it("finds the collector's own components", () => {
  const files = sourcesOf({ module: inRepository('collector', 'distribution', 'generated') });
  expect(files).toContain(inRepository('collector', 'components', 'guard', 'guard.go'));
});
