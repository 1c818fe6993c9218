import type { Extraction, Stage } from '@sightline/promql/logql';
import { ParseError } from '@sightline/promql/logql';
import { parsedName } from '../labels/names';
import { extract, failToParse, type Line, type LineStage, setParsed } from './line';
import { LogfmtScanner } from './logfmt-scanner';

const error = 'LogfmtParserErr';

export function logfmt(stage: Extract<Stage, { kind: 'logfmt' }>): LineStage {
  return stage.extractions.length === 0 ? everyPair(stage) : chosenPairs(stage);
}

function everyPair({ strict, keepEmpty }: { readonly strict: boolean; readonly keepEmpty: boolean }): LineStage {
  return (line) => {
    if (line.hints.isDone(line.found)) return true;
    const scanner = scan(line, strict, ({ key, value }) => {
      const name = parsedName(key);
      if (name === '' || (value === '' && !keepEmpty)) return true;
      extract(line, name, value.replaceAll('\ufffd', ' '));
      return !line.hints.hasAll(line.found);
    });
    if (strict && scanner.error !== undefined) failToParse(line, error, scanner.error);
    return true;
  };
}

function chosenPairs({
  strict,
  extractions,
}: {
  readonly strict: boolean;
  readonly extractions: readonly Extraction[];
}): LineStage {
  for (const { from } of extractions)
    if (!/^[\p{L}_][\p{L}\p{Nd}_.]*$|^"(?:[^"\\]|\\.)*"$/u.test(from.trim()))
      throw new ParseError(`stage '| logfmt' : cannot parse expression [${from}]: syntax error`);
  const labelOf = new Map(extractions.map(({ label, from }) => [from.trim().replace(/^"(.*)"$/s, '$1'), label]));
  const labels = new Set(labelOf.values());
  return (line) => {
    if (line.hints.isDone(line.found)) return true;
    for (const label of labels) if (!line.labels.isTaken(label)) setParsed(line, label, '');
    const scanner = scan(line, strict, ({ key, value }) => {
      const name = parsedName(key);
      if (!labels.has(name) && line.found.has(name)) return true;
      const label = labelOf.get(name) ?? name;
      if (!labels.has(label)) return true;
      setParsed(line, line.labels.isTaken(label) ? `${label}_extracted` : label, value.includes('\ufffd') ? '' : value);
      return true;
    });
    if (strict && scanner.error !== undefined) failToParse(line, error, scanner.error);
    return true;
  };
}

/** Visits the pairs until `visit` has enough, or, if strict, something cannot be read. */
function scan(line: Line, strict: boolean, visit: (pair: { key: string; value: string }) => boolean): LogfmtScanner {
  const scanner = new LogfmtScanner(line.text);
  while (!scanner.isAtEnd) {
    const pair = scanner.next();
    if (pair === undefined) {
      if (strict) break;
    } else if (!visit(pair)) break;
  }
  return scanner;
}
