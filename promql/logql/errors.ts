/** The query is wrong, or asks for what this API does not do: the client's fault, a 400 whose text is the message. */
export class BadQuery extends Error {
  override readonly name: string = 'BadQuery';
}

/** In Loki's wording. Line and column count from 1; left out, the fault is in what the query says and not in how it is spelled. */
export class ParseError extends BadQuery {
  constructor(message: string, at?: { readonly line: number; readonly column: number }) {
    super(
      at === undefined ? `parse error : ${message}` : `parse error at line ${at.line}, col ${at.column}: ${message}`,
    );
  }
}

/** Loki would answer it, but it is not read here. */
export class Unsupported extends BadQuery {
  constructor(readonly construct: string) {
    super(`not supported here: ${construct}`);
  }
}
