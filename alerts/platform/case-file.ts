import { readFileSync } from 'node:fs';
import { duration, type Milliseconds } from '@sightline/promql';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Level, parseLevel } from './level';

/** One way for an alert to fire, told by what its series do. */
export interface AlertCase {
  /** The labels that tell the firing alert apart, beside those its rule gives. */
  readonly labels: Readonly<Record<string, string>>;
  /** `$value` as the annotations show it. */
  readonly value: string;
  /** How long it must be just beyond the threshold until the alert fires. */
  readonly firesAfter: Milliseconds;
  /** How long all must be well again until it does not. */
  readonly endsAfter: Milliseconds;
  /** How long beyond the threshold until it ends by itself, when it does. */
  readonly expiresAfter?: Milliseconds;
  readonly series: Readonly<Record<string, Levels>>;
  /** What must not fire, by a sentence that says why: series that then do something else than beyond the threshold. */
  readonly silent: Readonly<Record<string, Readonly<Record<string, Level>>>>;
  /** What it does when no series is there at all, and when all that is counted stands still. */
  readonly missing: 'silent' | 'fires';
  readonly idle: 'silent' | 'fires';
}

/** `metric{sku="{1..3}"}`: three series. */
function several(series: string): string[] {
  const [range, first, last] = /\{(\d+)\.\.(\d+)\}/.exec(series) ?? [];
  if (!range) return [series];
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) =>
    series.replace(range, String(Number(first) + index)),
  );
}

const expanded = <Value>(map: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(map).flatMap(([series, value]) => several(series).map((each) => [each, value])));

/** `all is well | just not beyond the threshold | just beyond it`; one for all three. */
export interface Levels {
  readonly well: Level;
  readonly almost: Level;
  readonly beyond: Level;
}

const text = z.union([z.string(), z.number()]).transform(String);
const level = text.transform(parseLevel);
const levels = text.transform((all, context): Levels => {
  const [well, almost, beyond, ...more] = all.split('|').map((each) => parseLevel(each.trim()));
  if (well && !almost) return { well, almost: well, beyond: well };
  if (well && almost && beyond && more.length === 0) return { well, almost, beyond };
  context.addIssue({ code: 'custom', message: `"${all}" is neither one level nor three: well | almost | beyond` });
  return z.NEVER;
});

const alertCase = z
  .strictObject({
    labels: z.record(z.string(), z.string()).default({}),
    value: z.string().default(''),
    'fires after': z.string().transform(duration).default(0),
    'ends after': z.string().transform(duration).default(0),
    'expires after': z.string().transform(duration).optional(),
    series: z.record(z.string(), levels).default({}).transform(expanded),
    silent: z.record(z.string(), z.record(z.string(), level)).default({}),
    missing: z.enum(['silent', 'fires']).default('silent'),
    idle: z.enum(['silent', 'fires']).default('silent'),
  })
  .transform(
    ({ 'fires after': firesAfter, 'ends after': endsAfter, 'expires after': expiresAfter, ...rest }): AlertCase => ({
      ...rest,
      firesAfter,
      endsAfter,
      ...(expiresAfter !== undefined && { expiresAfter }),
    }),
  );

const caseFile = z.record(z.string(), z.union([alertCase.transform((one) => [one]), z.array(alertCase)]));

/** The cases of a component's alerts, by the name of the alert. */
export const readCases = (file: string): Readonly<Record<string, readonly AlertCase[]>> =>
  caseFile.parse(parse(readFileSync(file, 'utf8')));
