import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { productionFiles, root, workspaceFolders } from '../observability/testing/production-files';

const source = (file: string) => readFileSync(join(root, file), 'utf8');

interface Wait {
  readonly wait: string;
  readonly ends: string;
  readonly setBy: string;
  readonly triedBy: string;
}

const table = source('docs/waits.md')
  .split('\n')
  .filter((line) => /^\| (?!wait \||---)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, wait = '', ends = '', , setBy = '', triedBy = '']): Wait => ({ wait, ends, setBy, triedBy }));

/** The constant of that name: `name = 3_000`, `name: 3_000`, or a setting's fallback. Milliseconds. */
function constantIn(file: string, name: string): number {
  const found = new RegExp(`\\b${name}\\b(?: =|:) (?:.*fallback: )?([\\d_]+)`).exec(source(file))?.[1];
  if (found === undefined) throw new Error(`${file} sets no ${name}`);
  return Number(found.replaceAll('_', ''));
}

describe('the table of waits', () => {
  it('has them all', () => expect(table.length).toBeGreaterThan(30));

  it.each(table.filter(({ setBy }) => !setBy.includes('maxWaiting')))(
    'says how long it is for $wait',
    ({ ends, setBy }) => {
      const [, file = '', name = ''] = /^`(.+)` `(.+)`$/.exec(setBy) ?? [];
      expect(ends).toMatch(new RegExp(`^${constantIn(file, name) / 1_000} s\\b`));
    },
  );

  it('names a test for each of them', () => {
    let before = '';
    for (const { wait, triedBy } of table) {
      const named = triedBy === 'the same' ? before : triedBy;
      before = named;
      const files = named.split(', ').map((file) => file.replaceAll('`', ''));
      expect({
        wait,
        missing: files.filter((file) => !/\.test\.ts$/.test(file) || !existsSync(join(root, file))),
      }).toEqual({
        wait,
        missing: [],
      });
    }
  });
});

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly callee?: Callee;
}

interface Callee {
  readonly type: string;
  readonly name?: string;
  /** Of a member. */
  readonly property?: { readonly name?: string };
  /** Of a call whose result is called. */
  readonly callee?: Callee;
}

/** What is called, by its own name: `fetch(…)`, `backends.fetch(…)`, `this.#fetch(…)`, `fetchOver(…)(…)`. */
const calledName = ({ type, name, property, callee }: Callee): string => {
  if (type === 'Identifier') return name ?? '';
  if (type === 'MemberExpression') return property?.name === 'fetch' ? 'fetch' : '';
  return callee?.name === 'fetchOver' ? 'fetch' : '';
};

function walk(value: unknown, visit: (node: Node) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if ('type' in value) visit(value as Node);
  for (const part of Object.values(value)) walk(part, visit);
}

/** What a call must say about its end, by what is called. */
const ends: Readonly<Record<string, RegExp>> = {
  fetch: /\bsignal\b/,
  request: /\bsignal\b/,
  Pool: /connectionTimeoutMillis[\s\S]*query_timeout/,
};

describe('whoever asks over the network', () => {
  const files = [...new Set(workspaceFolders().flatMap((folder) => productionFiles(join(root, folder))))];
  // Tools and tests, each under a limit of its own, and the page, whose browser is given up on by a person.
  const beside = /^(?:acceptance|loki-api\/conformance|viewer\/(?:browser|page))\//;
  const calls = files.flatMap((path) => {
    const file = relative(root, path);
    const text = readFileSync(path, 'utf8');
    if (beside.test(file) || !/\b(?:fetch|fetchOver|request|Pool)\(/.test(text)) return [];
    const found: { readonly at: string; readonly name: string; readonly call: string }[] = [];
    walk(parseSync(path, text).program, ({ type, callee, start, end }) => {
      const name = callee ? calledName(callee) : '';
      const call = text.slice(start, end);
      // Of one name alone is no question, but what somebody called so.
      if (!/^(?:New|Call)Expression$/.test(type) || !(name in ends) || /^\w+\(\w+\)$/.test(call)) return;
      found.push({ at: `${file}:${text.slice(0, start).split('\n').length}`, name, call });
    });
    return found;
  });

  it('says when it is to end', () => {
    expect(calls.length).toBeGreaterThan(15);
    expect(calls.filter(({ name, call }) => !ends[name]?.test(call)).map(({ at }) => at)).toEqual([]);
  });
});
