import { bare, type Expression } from './expression';
import { textOf } from './parse';
import type { PlainSelector } from './selector';
import { shapeOf } from './series';

/** Events that an expression counts over the window it is written for. */
export interface Counts {
  /** `rate` gives events per second, `increase` events. */
  readonly unit: 'rate' | 'increase';
  /** The labels that are kept. */
  readonly groupBy: readonly string[];
  /** The counter, when there is one alone. */
  readonly only?: PlainSelector;
  /** `whole - taken`, each one counter. */
  readonly remainder?: { readonly whole: PlainSelector; readonly taken: PlainSelector };
}

/**
 * Reads an expression that is provably a sum of increases of counters over `window` (as it stands in the text): sums of `rate` or of
 * `increase`, and sums and differences of such. Only of those is a long window the sum of short ones. Undefined for anything else.
 */
export function readCounts(text: string, expression: Expression, window: string): Counts | undefined {
  const of = bare(expression);
  if (of.kind === 'aggregate' && of.op === 'sum' && of.grouping?.includes !== false) {
    const [inner] = of.parameters;
    const counter = inner && readIncrease(text, inner, window);
    const counts = counter ?? (inner && readCounts(text, inner, window));
    return counts && { ...counts, groupBy: shapeOf(of).labels ?? [] };
  }
  if (of.kind !== 'binary') return undefined;
  const left = readCounts(text, of.left, window);
  if (of.op === 'or' && left?.groupBy.length === 0 && isZero(text, of.right)) return left;
  if ((of.op !== '+' && of.op !== '-') || of.group) return undefined;
  const right = readCounts(text, of.right, window);
  if (!left || !right || left.unit !== right.unit) return undefined;
  const sameGroups = left.groupBy.join() === right.groupBy.join();
  const sameMatching = !of.matching || shapeOf(of).labels?.join() === left.groupBy.join();
  if (!sameGroups || !sameMatching) return undefined;
  const remainder = of.op === '-' && left.only && right.only && { whole: left.only, taken: right.only };
  return { unit: left.unit, groupBy: left.groupBy, ...(remainder && { remainder }) };
}

/** `rate(counter[window])` or `increase(counter[window])`, also with an offset. */
function readIncrease(text: string, expression: Expression, window: string): Counts | undefined {
  const call = bare(expression);
  // Another name for a label changes no number.
  if (call.kind === 'call' && call.name === 'label_replace' && call.parameters[0]) {
    const renamed = readIncrease(text, call.parameters[0], window);
    return renamed && { unit: renamed.unit, groupBy: [] };
  }
  if (call.kind !== 'call' || (call.name !== 'rate' && call.name !== 'increase')) return undefined;
  const [parameter] = call.parameters;
  const range = parameter?.kind === 'offset' ? parameter.of : parameter;
  if (range?.kind !== 'range' || range.of.kind !== 'selector') return undefined;
  if (textOf(text, range.node.getChild('DurationExpr')) !== window) return undefined;
  return { unit: call.name, groupBy: [], ...(parameter?.kind === 'range' && { only: range.of.selector }) };
}

const isZero = (text: string, expression: Expression): boolean => {
  const of = bare(expression);
  const [value] = of.kind === 'call' && of.name === 'vector' ? of.parameters : [];
  return value?.kind === 'number' && textOf(text, value.node) === '0';
};
