import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { checkSync, type Diagnostics } from 'recheck';
import { parseSync } from 'vite';
import { describe, expect, test } from 'vitest';
import { lookedFor, sensitive } from './redaction/redact';
import { productionFiles, root } from './testing/production-files';

// What others send is read here: requests, messages, telemetry, and what is kept of them.
const meetOutsideText = ['services', 'observability', 'inbox', 'viewer/serve', 'loki-api', 'promql', 'stores'];

/** Patterns put together when the program runs, and what they are then. */
const putTogether: Readonly<Record<string, readonly RegExp[] | string>> = {
  // An alternation at the top: each of its parts is tried by itself wherever a search may begin.
  'observability/redaction/redact.ts': Object.values(lookedFor).map((source) => new RegExp(source, 'gi')),
  'services/config/settings.ts': 'meets our own settings alone',
  'viewer/serve/page.ts': 'one of two names between two assertions: nothing in it is repeated',
};

/** Not met by what others send. */
const ours = /^(?:viewer\/serve\/settings\.ts$|loki-api\/conformance\/)/;

interface Pattern {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

interface Node {
  readonly type: string;
  readonly regex?: { readonly pattern: string; readonly flags: string };
  readonly callee?: { readonly type: string; readonly name?: string };
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

function walk(value: unknown, visit: (node: Node) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (isNode(value)) visit(value);
  for (const part of Object.values(value)) walk(part, visit);
}

const written: Pattern[] = [];
const filesThatPutTogether = new Set<string>();
for (const path of meetOutsideText.flatMap((folder) => productionFiles(join(root, folder)))) {
  const file = relative(root, path);
  if (ours.test(file)) continue;
  const text = readFileSync(path, 'utf8');
  if (!/\/|RegExp/.test(text)) continue;
  walk(parseSync(path, text).program, ({ type, regex, callee }) => {
    if (type === 'Literal' && regex) written.push({ file, source: regex.pattern, flags: regex.flags });
    if (/^(?:New|Call)Expression$/.test(type) && callee?.name === 'RegExp') filesThatPutTogether.add(file);
  });
}

const dynamic = Object.entries(putTogether).flatMap(([file, patterns]) =>
  typeof patterns === 'string' ? [] : patterns.map(({ source, flags }) => ({ file, source, flags })),
);

describe('every pattern that meets text from outside takes time in proportion to it', () => {
  test('those put together at run time are known here', () => {
    expect([...filesThatPutTogether].filter((file) => !(file in putTogether))).toEqual([]);
    expect(written.length).toBeGreaterThan(20);
  });

  test.each([...written, ...dynamic])('$file /$source/$flags', { timeout: 60_000 }, ({ source, flags }) => {
    const verdict = checkSync(source, flags, { timeout: 30_000 });

    if (verdict.status !== 'vulnerable' || verdict.checker === 'automaton') expect(verdict.status).toBe('safe');
    // What only guessing decides is guessed from some thousand steps; tried on so long a text, a true attack never comes back.
    else new RegExp(source, flags).test(stretched(verdict.attack));
  });
});

const stretched = ({ pumps, suffix }: Extract<Diagnostics, { status: 'vulnerable' }>['attack']) =>
  pumps.map(({ prefix, pump }) => prefix + pump.repeat(Math.ceil(400_000 / pump.length))).join('') + suffix;

describe('the search for what is secret, which no automaton can decide', () => {
  // Beginnings of everything it looks for, and what it allows between.
  const beginnings = [
    'eyJ', 'a@', 'a%40', '4111 ', '4', '4-', '4%20', '0f', 'f', 'basic ', 'bearer+', 'sk_live_', 'ghp_', 'xoxb-', 'AKIA', 'glpat-',
    'password', 'a-token', 'token=', 'token"', "cvv'", 'cvc is ', 'security code', '-', '.', '_', '%', '\\', ' ', '0f-', 'a.', '@a.',
  ]; // biome-ignore format: a list to be read at a glance
  const pairs = beginnings.flatMap((one) => beginnings.map((other) => one + other));

  // So long that a search in quadratic time takes longer than a test may.
  test.each([...beginnings, ...pairs])('passes through %j again and again', (piece) => {
    const text = piece.repeat(Math.ceil(20_000 / piece.length));

    expect(() => text.replace(sensitive, '')).not.toThrow();
  });
});
