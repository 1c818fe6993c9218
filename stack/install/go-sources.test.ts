import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { inRepository } from '../repository';
import { sourcesOf } from './go-sources';

const root = mkdtempSync(join(tmpdir(), 'sightline-go-'));
afterEach(() => rmSync(root, { recursive: true, force: true }));

function module(files: Readonly<Record<string, string>>): string {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return join(root, 'program');
}

it('finds the files of the module and of those that it takes from beside it, without their tests', () => {
  const program = module({
    'program/go.mod': 'module program\n\nreplace one => ../parts\n\nreplace other v1 => example.com/fork v2\n',
    'program/main.go': '',
    'program/NOTES.md': '',
    'parts/go.mod': 'module one\n',
    'parts/deep/part.go': '',
    'parts/deep/part_test.go': '',
  });
  expect(sourcesOf(program).map((file) => relative(root, file))).toEqual([
    'program/go.mod',
    'program/main.go',
    'parts/deep/part.go',
    'parts/go.mod',
  ]);
});

it("finds the collector's own components", () => {
  const files = sourcesOf(inRepository('collector', 'distribution', 'generated'));
  expect(files).toContain(inRepository('collector', 'components', 'guard', 'guard.go'));
});
