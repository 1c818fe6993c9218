import { ParseError } from './errors';
import type { Token } from './lexer';

const deepest = 200;

/** Reads tokens one by one; what does not fit is an error in the words of Loki's own parser. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #position = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** The token `ahead` of the next one, without taking it. */
  peek(ahead = 0): Token {
    const token = this.#tokens[Math.min(this.#position + ahead, this.#tokens.length - 1)];
    if (token === undefined) throw new Error('no tokens');
    return token;
  }

  next(): Token {
    const token = this.peek();
    this.#position++;
    return token;
  }

  is(...types: readonly string[]): boolean {
    return types.includes(this.peek().type);
  }

  /** Takes the next token if it is one of these. */
  accept(...types: readonly string[]): Token | undefined {
    return this.is(...types) ? this.next() : undefined;
  }

  /** @throws {ParseError} if the next token is none of these. */
  expect(...types: readonly string[]): Token {
    return this.accept(...types) ?? this.fail(...types);
  }

  /** Reads something that may hold itself. @throws {ParseError} before it is too deep to be worked with. */
  nested<Read>(read: () => Read): Read {
    if (++this.#depth > deepest) throw new ParseError(`nested more than ${deepest} deep`, this.peek().at);
    const result = read();
    this.#depth--;
    return result;
  }

  text(): string {
    return String(this.expect('STRING').value);
  }

  name(): string {
    return String(this.expect('IDENTIFIER').value);
  }

  fail(...expected: readonly string[]): never {
    const { type, at } = this.peek();
    // More than four and Loki names none of them.
    const hint = expected.length > 0 && expected.length <= 4 ? `, expecting ${expected.join(' or ')}` : '';
    throw new ParseError(`syntax error: unexpected ${type}${hint}`, at);
  }
}
