import { foldedRune } from '../labels/go-text';

/**
 * Loki looks for a regular expression of a filter without a regular expression where it can: `foo|bar` is two texts. It does so
 * by its own rules, which are not always those of the expression: `foo.*` as a label filter asks whether foo is contained
 * anywhere, and `.` reaches over line breaks. What is answered here must be the same, so the rules are followed here,
 * beginning with how Go's parser brings alternatives together (`warn|warning` is `warn` and then nothing or `ing`).
 */

/** Part of an expression; `other` is everything the rules leave to the regular expression. */
type Node =
  | { readonly kind: 'literal'; readonly runes: readonly string[]; readonly fold: boolean }
  | { readonly kind: 'star' | 'plus' | 'empty' | 'other' }
  | { readonly kind: 'capture'; readonly of: Node }
  | { readonly kind: 'concat' | 'alternate'; readonly of: readonly Node[] };

export type TextTest =
  | { readonly kind: 'always' }
  /** Not empty. */
  | { readonly kind: 'present' }
  | { readonly kind: 'equals' | 'contains'; readonly text: string; readonly fold: boolean }
  | { readonly kind: 'any'; readonly of: readonly TextTest[] };

/** The texts Loki looks for in place of this expression; undefined where it takes the expression itself. */
export function simplified(pattern: string, of: 'label' | 'line'): TextTest | undefined {
  const node = new PatternReader(pattern).read();
  return node === undefined ? undefined : simplify(node, of === 'label');
}

function simplify(node: Node, isLabel: boolean): TextTest | undefined {
  switch (node.kind) {
    case 'capture':
      return simplify(node.of, isLabel);
    case 'literal':
      return test(isLabel ? 'equals' : 'contains', node.runes.join(''), node.fold);
    case 'star':
    case 'empty':
      return { kind: 'always' };
    case 'plus':
      return { kind: 'present' };
    case 'alternate':
      return any(node.of.map((leg) => simplify(leg, isLabel)));
    case 'concat':
      return concat(node.of, undefined);
    case 'other':
      return undefined;
  }
}

const test = (kind: 'equals' | 'contains', text: string, fold: boolean): TextTest =>
  text === '' && kind === 'contains' ? { kind: 'always' } : { kind, text, fold };

function any(tests: readonly (TextTest | undefined)[]): TextTest | undefined {
  const known = tests.filter((one) => one !== undefined);
  if (known.length < tests.length || known.length === 0) return undefined;
  if (known.some(({ kind }) => kind === 'always')) return { kind: 'always' };
  return known.length === 1 ? known[0] : { kind: 'any', of: known };
}

const uncaptured = (node: Node): Node => (node.kind === 'capture' ? node.of : node);

function concat(parts: readonly Node[], base: string | undefined): TextTest | undefined {
  const nodes = parts.map(uncaptured).filter(({ kind }) => kind !== 'empty');
  if (nodes.length > 3) return undefined;
  let literal = base;
  let fold = false;
  let literals = 0;
  let found: TextTest[] = [];
  for (const node of nodes) {
    if (node.kind === 'literal') {
      if (literals++ > 0) return undefined;
      literal = (literal ?? '') + node.runes.join('');
      fold = node.fold;
    } else if (node.kind === 'alternate' && literal !== undefined) {
      const legs = alternatives(node.of, literal, fold);
      if (legs === undefined) return undefined;
      found = [...found, ...legs];
    } else if (node.kind !== 'star') return undefined;
  }
  if (found.length > 0) return any(found);
  return literal === undefined ? undefined : test('contains', literal, fold);
}

function alternatives(legs: readonly Node[], literal: string, fold: boolean): TextTest[] | undefined {
  const tests: TextTest[] = [];
  for (const leg of legs) {
    if (leg.kind === 'literal' && leg.fold && !fold) return undefined;
    if (leg.kind === 'empty' || leg.kind === 'star') tests.push(test('contains', literal, fold));
    else if (leg.kind === 'literal') tests.push(test('contains', literal + leg.runes.join(''), fold));
    else if (leg.kind === 'concat') {
      const inner = concat(leg.of, literal);
      if (inner === undefined) return undefined;
      tests.push(inner);
    } else return undefined;
  }
  return tests;
}

/** Reads what the rules know of Go's syntax: texts, `.*`, `.+`, groups and alternatives, under a leading `(?i)` or not. */
class PatternReader {
  readonly #pattern: string;
  #position = 0;
  #fold = false;

  constructor(pattern: string) {
    this.#pattern = pattern;
    if (pattern.startsWith('(?i)')) {
      this.#fold = true;
      this.#position = 4;
    }
  }

  read(): Node | undefined {
    const node = this.#alternation();
    return this.#position === this.#pattern.length && !holdsOther(node) ? node : undefined;
  }

  #alternation(): Node {
    const legs = [this.#concatenation()];
    while (this.#accept('|')) legs.push(this.#concatenation());
    return collapse(legs);
  }

  #concatenation(): Node {
    const parts: Node[] = [];
    while (this.#position < this.#pattern.length && !/[|)]/.test(this.#pattern[this.#position] ?? '')) {
      const part = this.#repeated(this.#atom());
      const last = parts.at(-1);
      if (part.kind === 'concat') parts.push(...part.of);
      else if (part.kind === 'literal' && last?.kind === 'literal' && last.fold === part.fold)
        parts[parts.length - 1] = { ...last, runes: [...last.runes, ...part.runes] };
      else parts.push(part);
    }
    const [only] = parts;
    if (only === undefined) return { kind: 'empty' };
    return parts.length === 1 ? only : { kind: 'concat', of: parts };
  }

  #atom(): Node | '.' {
    const char = String.fromCodePoint(this.#pattern.codePointAt(this.#position) ?? 0);
    this.#position += char.length;
    if (char === '.') return '.';
    if (char === '(') return this.#group();
    if (char === '\\') {
      const escaped = this.#pattern[this.#position++] ?? '';
      if (/[^\w\s]/.test(escaped)) return this.#literal(escaped);
      const control = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v', a: '\x07' }[escaped];
      return control === undefined ? { kind: 'other' } : this.#literal(control);
    }
    return /[[\]^$*+?{}]/.test(char) && !/[\]{}]/.test(char) ? { kind: 'other' } : this.#literal(char);
  }

  #group(): Node {
    const captures = !this.#accept('?:');
    if (this.#pattern[this.#position] === '?') {
      const name = /^\?P?<\w+>/.exec(this.#pattern.slice(this.#position))?.[0];
      if (name === undefined) return { kind: 'other' };
      this.#position += name.length;
    }
    const inner = this.#alternation();
    if (!this.#accept(')')) return { kind: 'other' };
    return captures ? { kind: 'capture', of: inner } : inner;
  }

  #literal(rune: string): Node {
    return {
      kind: 'literal',
      runes: [this.#fold ? foldedRune(rune) : rune],
      fold: this.#fold && /\p{L}/u.test(rune),
    };
  }

  #repeated(atom: Node | '.'): Node {
    const repetition = /^(?:[*+?]\??|\{\d+(?:,\d*)?\}\??)/.exec(this.#pattern.slice(this.#position))?.[0];
    if (repetition === undefined) return atom === '.' ? { kind: 'other' } : atom;
    this.#position += repetition.length;
    if (atom === '.' && repetition.startsWith('*')) return { kind: 'star' };
    if (atom === '.' && repetition.startsWith('+')) return { kind: 'plus' };
    return { kind: 'other' };
  }

  #accept(text: string): boolean {
    const is = this.#pattern.startsWith(text, this.#position);
    if (is) this.#position += text.length;
    return is;
  }
}

function holdsOther(node: Node): boolean {
  if (node.kind === 'capture') return holdsOther(node.of);
  if (node.kind === 'concat' || node.kind === 'alternate') return node.of.some(holdsOther);
  return node.kind === 'other';
}

function collapse(legs: readonly Node[]): Node {
  const [first] = legs;
  if (legs.length === 1 && first !== undefined) return first;
  const factored = factor(legs.flatMap((leg) => (leg.kind === 'alternate' ? leg.of : [leg])));
  const [only] = factored;
  return factored.length === 1 && only !== undefined ? only : { kind: 'alternate', of: factored };
}

/** As Go's parser: neighbours that begin with the same text share it; neighbours of one character are a class. */
function factor(legs: readonly Node[]): Node[] {
  const out: Node[] = [];
  let run: Node[] = [];
  let shared: readonly string[] = [];
  let fold = false;
  const close = () => {
    const [only] = run;
    if (run.length === 1 && only !== undefined) out.push(only);
    else if (run.length > 1) {
      const suffix = collapse(run.map((leg) => withoutLeading(leg, shared.length)));
      out.push({ kind: 'concat', of: [{ kind: 'literal', runes: shared, fold }, suffix] });
    }
  };
  for (const leg of legs) {
    const leading = leadingOf(leg);
    const same = leading.fold === fold ? commonLength(shared, leading.runes) : 0;
    if (same > 0 && run.length > 0) {
      shared = shared.slice(0, same);
      run.push(leg);
      continue;
    }
    close();
    run = [leg];
    ({ runes: shared, fold } = leading);
  }
  close();
  return withClasses(out);
}

function withClasses(legs: readonly Node[]): Node[] {
  const isOne = (node: Node | undefined) => node?.kind === 'literal' && node.runes.length === 1;
  if (legs.some((leg, i) => isOne(leg) && isOne(legs[i + 1]))) return [{ kind: 'other' }];
  return legs.filter((leg, i) => !(leg.kind === 'empty' && legs[i + 1]?.kind === 'empty'));
}

function leadingOf(node: Node): { readonly runes: readonly string[]; readonly fold: boolean } {
  const first = node.kind === 'concat' ? node.of[0] : node;
  return first?.kind === 'literal' ? first : { runes: [], fold: false };
}

function withoutLeading(node: Node, length: number): Node {
  if (node.kind === 'concat') {
    const [first, ...others] = node.of;
    const left = first === undefined ? { kind: 'empty' as const } : withoutLeading(first, length);
    const parts = left.kind === 'empty' ? others : [left, ...others];
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: 'concat', of: parts };
  }
  if (node.kind !== 'literal') return node;
  const runes = node.runes.slice(length);
  return runes.length === 0 ? { kind: 'empty' } : { ...node, runes };
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}
