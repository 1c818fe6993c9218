import { Unsupported, unquoted } from '@sightline/promql/logql';

/** A template of Go's text/template, as far as lines are formatted with it. */
export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'output'; readonly pipeline: Pipeline }
  | {
      readonly kind: 'if' | 'with';
      readonly condition: Pipeline;
      readonly then: readonly Node[];
      readonly otherwise: readonly Node[];
    };

/** Commands, each of which gets what the one before it made as its last argument. */
export type Pipeline = readonly Command[];
export type Command = readonly Operand[];
export type Operand =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'all' }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'value'; readonly value: string | number | bigint | boolean }
  | { readonly kind: 'pipeline'; readonly pipeline: Pipeline };

/** The template cannot be read; `message` says why. */
export class BadTemplate extends Error {}

/** @param has whether there is a function of this name. @throws {BadTemplate | Unsupported} */
export function parseTemplate(source: string, has: (name: string) => boolean): readonly Node[] {
  const parser = new Parser(pieces(source), has);
  const nodes = parser.nodes(false);
  return nodes;
}

type Piece = { readonly text: string } | { readonly action: string };

/** Text and actions in turn; `{{-` and `-}}` take the blanks beside them. */
function pieces(source: string): readonly Piece[] {
  const found: Piece[] = [];
  let at = 0;
  let trims = false;
  while (at <= source.length) {
    const open = source.indexOf('{{', at);
    let text = source.slice(at, open < 0 ? source.length : open);
    if (trims) text = text.trimStart();
    if (open < 0) {
      found.push({ text });
      break;
    }
    const trimsBefore = /^-\s/.test(source.slice(open + 2, open + 4));
    found.push({ text: trimsBefore ? text.trimEnd() : text });
    const close = closeOf(source, open + 2);
    const inner = source.slice(open + 2 + (trimsBefore ? 1 : 0), close);
    trims = /\s-$/.test(inner);
    found.push({ action: (trims ? inner.slice(0, -1) : inner).trim() });
    at = close + 2;
  }
  return found.filter((piece) => !('text' in piece) || piece.text !== '');
}

function closeOf(source: string, from: number): number {
  const parts = /"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)|`[^`]*(?:`|$)|\/\*[\s\S]*?(?:\*\/|$)|\}\}/g;
  parts.lastIndex = from;
  for (let part = parts.exec(source); part !== null; part = parts.exec(source)) if (part[0] === '}}') return part.index;
  throw new BadTemplate('unclosed action');
}

const deepest = 100;

class Parser {
  readonly #pieces: readonly Piece[];
  readonly #has: (name: string) => boolean;
  #at = 0;
  #depth = 0;

  constructor(pieces: readonly Piece[], has: (name: string) => boolean) {
    this.#pieces = pieces;
    this.#has = has;
  }

  nodes(inBranch: boolean): readonly Node[] {
    const nodes: Node[] = [];
    for (let piece = this.#pieces[this.#at]; piece !== undefined; piece = this.#pieces[this.#at]) {
      if ('text' in piece) {
        nodes.push({ kind: 'text', text: piece.text });
        this.#at++;
        continue;
      }
      const word = /^[a-z]*/.exec(piece.action)?.[0] ?? '';
      if (word === 'end' || word === 'else') {
        if (!inBranch) throw new BadTemplate(`unexpected {{${word}}}`);
        return nodes;
      }
      this.#at++;
      if (piece.action.startsWith('/*')) continue;
      if (word === 'if' || word === 'with') nodes.push(this.#branch(word, piece.action.slice(word.length)));
      else if (['range', 'define', 'template', 'block', 'break', 'continue'].includes(word))
        throw new Unsupported(`{{${word}}} in a template`);
      else if (piece.action.startsWith('$')) throw new Unsupported('variables in a template');
      else nodes.push({ kind: 'output', pipeline: this.#pipeline(piece.action) });
    }
    if (inBranch) throw new BadTemplate('unexpected EOF');
    return nodes;
  }

  #branch(kind: 'if' | 'with', condition: string): Node {
    if (++this.#depth > deepest) throw new BadTemplate(`nested more than ${deepest} deep`);
    const then = this.nodes(true);
    const piece = this.#pieces[this.#at++];
    const action = piece !== undefined && 'action' in piece ? piece.action : '';
    let otherwise: readonly Node[] = [];
    const elseIf = /^else\s+if\b/.exec(action);
    if (elseIf !== null) otherwise = [this.#branch('if', action.slice(elseIf[0].length))];
    else if (action === 'else') {
      otherwise = this.nodes(true);
      this.#at++;
    }
    this.#depth--;
    return { kind, condition: this.#pipeline(condition), then, otherwise };
  }

  #pipeline(source: string): Pipeline {
    const reader = new Words(words(source));
    const pipeline = this.#commands(reader);
    if (reader.next() !== undefined) throw new BadTemplate(`unexpected right paren in command`);
    return pipeline;
  }

  #commands(reader: Words): Pipeline {
    const commands: Operand[][] = [[]];
    for (let word = reader.peek(); word !== undefined && word !== ')'; word = reader.peek()) {
      reader.next();
      if (word === '|') commands.push([]);
      else commands.at(-1)?.push(this.#operand(word, reader));
    }
    if (commands.some((command) => command.length === 0)) throw new BadTemplate('missing value for command');
    return commands;
  }

  #operand(word: string, reader: Words): Operand {
    if (word === '(') {
      if (++this.#depth > deepest) throw new BadTemplate(`nested more than ${deepest} deep`);
      const pipeline = this.#commands(reader);
      if (reader.next() !== ')') throw new BadTemplate('unclosed left paren');
      this.#depth--;
      return { kind: 'pipeline', pipeline };
    }
    if (word === '.') return { kind: 'all' };
    if (word.startsWith('.')) {
      if (!/^\.[\p{L}_][\p{L}\p{Nd}_]*$/u.test(word)) throw new Unsupported(`the field ${word} in a template`);
      return { kind: 'field', name: word.slice(1) };
    }
    if (word === 'true' || word === 'false') return { kind: 'value', value: word === 'true' };
    if (/^["`]/.test(word)) {
      const value = unquoted(word);
      if (value === undefined) throw new BadTemplate(`invalid syntax: ${word}`);
      return { kind: 'value', value };
    }
    if (/^[+-]?\d/.test(word)) {
      const value = Number(word);
      if (Number.isNaN(value)) throw new BadTemplate(`bad number syntax: "${word}"`);
      return { kind: 'value', value: /^[+-]?\d+$/.test(word) ? BigInt(word) : value };
    }
    if (/^[$:]/.test(word)) throw new Unsupported('variables in a template');
    if (word === '__timestamp__') throw new Unsupported('__timestamp__ in a template');
    if (!this.#has(word)) throw new BadTemplate(`function "${word}" not defined`);
    return { kind: 'function', name: word };
  }
}

class Words {
  readonly #words: readonly string[];
  #at = 0;

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  peek(): string | undefined {
    return this.#words[this.#at];
  }

  next(): string | undefined {
    return this.#words[this.#at++];
  }
}

function words(source: string): readonly string[] {
  return source.match(/"(?:[^"\\]|\\.)*"|`[^`]*`|[|()]|[^\s|()"`]+/gu) ?? [];
}
