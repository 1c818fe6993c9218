import { readFileSync } from 'node:fs';
import { inRepository } from '@sightline/stack';
import { parse } from 'yaml';
import { z } from 'zod';

export const budgetFile = inRepository('acceptance', 'budget', 'telemetry-budget.yaml');

const amount = z.strictObject({ count: z.number(), bytes: z.number() });
const budgetSchema = z.strictObject({
  /** By service and name of the span, for 1,000 orders that go well. */
  spans: z.record(z.string(), amount),
  /** By service and event of the line. */
  lines: z.record(z.string(), amount),
  /** Series of the shop's services, by service and family. */
  series: z.record(z.string(), z.number()),
  /** What a family may have that is not listed: a small one is not a matter of the budget. */
  unlistedSeries: z.number(),
});

export type Amount = z.output<typeof amount>;
/** What the telemetry of the shop may be. */
export type Budget = z.output<typeof budgetSchema>;
/** What it is. */
export type Telemetry = Omit<Budget, 'unlistedSeries'>;

export const readBudget = (): Budget => budgetSchema.parse(parse(readFileSync(budgetFile, 'utf8')));

/** Each contributor that is over its budget, or has none, with what it is and what it may be: a sentence each. */
export function overruns(measured: Telemetry, budget: Budget): string[] {
  const over = (kind: string, name: string, unit: string, is: number, may: number | undefined) => {
    if (may === undefined) return [`${kind} "${name}" is new: ${is} ${unit} that nobody budgeted for`];
    return is > may ? [`${kind} "${name}" has grown to ${is} ${unit}, of a budget of ${may}`] : [];
  };
  const amounts = (kind: 'spans' | 'lines') =>
    Object.entries(measured[kind]).flatMap(([name, { count, bytes }]) => {
      const may = budget[kind][name];
      if (may === undefined) return over(kind, name, `for 1,000 orders (${bytes} bytes)`, count, undefined);
      return [
        ...over(kind, name, 'for 1,000 orders', count, may.count),
        ...over(kind, name, 'bytes for 1,000 orders', bytes, may.bytes),
      ];
    });
  const series = Object.entries(measured.series).flatMap(([name, count]) =>
    over('series', name, 'series', count, budget.series[name] ?? budget.unlistedSeries),
  );
  return [...amounts('spans'), ...amounts('lines'), ...series];
}
