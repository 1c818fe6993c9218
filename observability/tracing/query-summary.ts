const remembered = new Map<string, QuerySummary>();

export interface QuerySummary {
  readonly operation: string;
  readonly collection: string | undefined;
  /** `INSERT orders`: what the semantic conventions call db.query.summary, and name the span with. */
  readonly summary: string;
}

/** What a statement does, in two words that have few different values. */
export function summarizeQuery(text: string): QuerySummary {
  const known = remembered.get(text);
  if (known) return known;
  const statement = text.replace(/\/\*.*?(?:\*\/|$)|--[^\n]*/gs, ' ').trim();
  const main = /^with(?![a-z])/i.test(statement) ? mainStatementOf(statement) : statement;
  const operation = /^[a-z]+/i.exec(main)?.[0].toUpperCase() ?? 'QUERY';
  const target =
    /\b(?:from|into|update|table(?:\s+if\s+(?:not\s+)?exists)?)\s+(?:only\s+)?((?:"[^"]+"|\w+)(?:\.(?:"[^"]+"|\w+))?)/i;
  const collection = target.exec(main)?.[1]?.replaceAll('"', '');
  const summary = {
    operation,
    collection,
    summary: collection ? `${operation} ${collection}` : operation,
  };
  // Statements are few, their values being parameters; the bound is for those built by hand.
  if (remembered.size < 1_000) remembered.set(text, summary);
  return summary;
}

/** `WITH due AS (SELECT ...) UPDATE ...` updates: the last verb at the outer level counts, and what it is done to. */
function mainStatementOf(statement: string): string {
  let outer = statement;
  for (let before = ''; before !== outer; ) {
    before = outer;
    outer = outer.replace(/\([^()]*\)/g, ' ');
  }
  return /\b(?:insert|update|delete|select)\b.*/is.exec(outer)?.[0] ?? 'WITH';
}
