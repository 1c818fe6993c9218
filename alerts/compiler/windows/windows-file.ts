import { parse } from 'yaml';
import { z } from 'zod';
import { parseDuration } from '../durations';
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
 * @throws {InvalidWindows} listing everything that is wrong with it.
 */
export function parseWindows(text: string, file: string): BurnRateWindows {
  const result = alertWindows.safeParse(parse(text));
  if (!result.success) throw new InvalidWindows(`${file} gives no alert windows:\n${z.prettifyError(result.error)}`);
  const { sloPeriod, page, ticket } = result.data.spec;
  return { period: sloPeriod, page, ticket };
}
