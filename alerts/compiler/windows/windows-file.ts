import { formatDuration, parseDuration } from '@sightline/promql';
import { z } from 'zod';
import { type Diagnostic, formatDiagnostic } from '../diagnostics';
import { checkShape } from '../parse/check-shape';
import { Reporter } from '../parse/reporter';
import { readYaml, type YamlDocument } from '../parse/yaml-source';
import type { BurnRateWindows, BurnWindow } from './burn-rate-windows';

const durationText = z.string().transform((text, context) => {
  const parsed = parseDuration(text);
  if (parsed !== undefined && parsed > 0) return parsed;
  context.addIssue({ code: 'custom', message: `${text} is no Prometheus duration such as 5m or 1d12h` });
  return z.NEVER;
});

const window = z
  .strictObject({ errorBudgetPercent: z.number().positive(), shortWindow: durationText, longWindow: durationText })
  .transform(
    ({ errorBudgetPercent, shortWindow, longWindow }): BurnWindow => ({
      budgetPercent: errorBudgetPercent,
      short: shortWindow,
      long: longWindow,
    }),
  );

const pair = z.strictObject({ quick: window, slow: window });

const alertWindows = z.strictObject({
  apiVersion: z.literal('sloth.slok.dev/v1'),
  kind: z.literal('AlertWindows'),
  spec: z.strictObject({ sloPeriod: durationText, page: pair, ticket: pair }),
});

export class InvalidWindows extends Error {
  readonly code = 'INVALID_WINDOWS';
}

/**
 * Reads a Sloth `AlertWindows` file.
 * @throws {InvalidWindows} listing everything that is wrong with it, each with file and line.
 */
export function parseWindows(text: string, file: string): BurnRateWindows {
  const { documents, diagnostics } = readYaml(text, file);
  if (diagnostics.length > 0) throw invalid(diagnostics);
  const [document] = documents;
  if (!document) throw new InvalidWindows(`${file}: the file is empty: an object of kind AlertWindows is needed`);
  const checked = checkShape(alertWindows, document, {
    unsupported: {},
    unknownKeys: 'error',
    reference: 'page and ticket hold quick and slow, each with errorBudgetPercent, shortWindow and longWindow.',
  });
  const windows = checked.value;
  const found = [...checked.diagnostics, ...(windows ? disorder(windows.spec, document) : [])];
  if (!windows || found.length > 0) throw invalid(found);
  const { sloPeriod, page, ticket } = windows.spec;
  return { period: sloPeriod, page, ticket };
}

const invalid = (found: readonly Diagnostic[]) => new InvalidWindows(found.map(formatDiagnostic).join('\n'));

/** The short window says that it still goes on, so it is the shorter one; and none is longer than the period. */
function disorder(
  { sloPeriod, page, ticket }: z.output<typeof alertWindows>['spec'],
  document: YamlDocument,
): Diagnostic[] {
  const reporter = new Reporter(document);
  for (const [urgency, { quick, slow }] of Object.entries({ page, ticket }))
    for (const [speed, { short, long, budgetPercent }] of Object.entries({ quick, slow })) {
      const path = ['spec', urgency, speed];
      const refuse = (key: string, reason: string, hint: string) =>
        reporter.add({ code: 'windows', path: [...path, key], reason, hint });
      if (short >= long)
        refuse(
          'shortWindow',
          `${formatDuration(short)} is not shorter than the long window, ${formatDuration(long)}`,
          'Exchange the two: the short one is about a twelfth of the long one.',
        );
      if (long > sloPeriod)
        refuse(
          'longWindow',
          `${formatDuration(long)} is longer than the period, ${formatDuration(sloPeriod)}`,
          'Shorten it.',
        );
      if (budgetPercent > 100)
        refuse('errorBudgetPercent', `${budgetPercent} % is more than the budget`, 'Write 100 or less.');
    }
  return reporter.diagnostics;
}
