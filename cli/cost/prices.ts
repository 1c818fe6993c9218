import { readFileSync, statSync } from 'node:fs';
import { inRepository } from '@sightline/stack';
import { z } from 'zod';
import { usageError } from '../cli-error';
import { problemsOf } from '../platform/description-problems';
import { yamlOf } from '../platform/yaml-of';

export const defaultPrices = inRepository('cli', 'cost', 'prices.yaml');

const amount = z.number().nonnegative('is below zero');
const positive = z.number().positive('is not above zero');
const share = positive.max(1, 'is a share: give one above 0, and 1 at most');
const kept = z.strictObject({ days: positive, copies: z.int().positive('is not above zero') });

const pricesFile = z.strictObject({
  version: z.literal(1, 'is not 1, the only version there is'),
  currency: z.string().min(1, 'is empty').max(12, 'is longer than 12 letters'),
  machine: z.strictObject({ processors: positive, perHour: amount }),
  disk: z.strictObject({ perGiBMonth: amount }),
  network: z.strictObject({ perGiB: amount }),
  fill: z.strictObject({ processors: share, disk: share }),
  kept: z.strictObject({ traces: kept, logs: kept, metrics: kept }),
  assumed: z.strictObject({ bytesPerStoredSample: positive, bytesPerSentSample: positive, hops: positive }),
});

/** Unit prices, and what is reckoned with beside what was measured. */
export type Prices = z.output<typeof pricesFile>;

const largestFile = 100_000;

/** @throws {CliError} USAGE with every problem: file, line, key and what to write. */
export function readPrices(path: string = defaultPrices): Prices {
  const yaml = yamlOf(contentOf(path));
  const parsed = pricesFile.safeParse(yaml.value ?? {});
  const problems = yaml.problems.length > 0 ? yaml.problems : problemsOf(yaml, parsed.error?.issues ?? [], schema);
  if (parsed.success && problems.length === 0) return parsed.data;
  throw usageError(problems.map(({ line, message }) => `${path}:${line}: ${message}`).join('\n'));
}

const schema = () => z.toJSONSchema(pricesFile, { io: 'input', target: 'draft-7' });

function contentOf(path: string): string {
  try {
    if (statSync(path).size > largestFile) throw new Error('it is larger than 100 kB');
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw usageError(`${path} cannot be read: ${(error as Error).message}. ${defaultPrices} is one to copy`);
  }
}
