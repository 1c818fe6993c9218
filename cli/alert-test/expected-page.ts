import { compile, detectionTime, readSloFiles, sloScales, tiersOf } from '@sightline/alerts';
import { formatDuration } from '@sightline/promql';
import { inRepository, readPlatform } from '@sightline/stack';
import type { PrometheusStore } from '@sightline/stores';
import type { Subject } from './alert-test';
import type { Hops } from './hops';

/** A scrape, an evaluation of the counts and one of the alert, and the group wait. */
const pipelineMs = 5_000 + 5_000 + 5_000 + 1_000;

export interface ExpectedPage {
  /** What the burn-rate formula gives for the fault as it was, in milliseconds. */
  readonly formulaMs: number;
  /** Until when it must be received: 1.3 times that, and the pipeline. */
  readonly withinMs: number;
}

/**
 * When an SLO's page should come, judged by how many events there were from the fault until it fired and how many of them were bad.
 * Undefined where the alert is no SLO's, or did not fire.
 */
export async function expectedPage(
  { firing }: Subject,
  { hops, metrics }: { hops: Hops; metrics: PrometheusStore },
): Promise<ExpectedPage | undefined> {
  const { fault: from, firing: until } = hops;
  const scale = sloScales[readPlatform()?.sloScale ?? 'real'];
  const { slos } = compile(readSloFiles(inRepository('alerts', 'slos')), { scale });
  const compiled = slos.find(({ slo }) => slo.id === firing.labels.sloth_id);
  const tier = compiled && tiersOf(compiled.slo, compiled.windows).find(({ name }) => name === firing.labels.tier);
  if (!compiled || !tier || !from || !until) return undefined;

  const elapsed = until.getTime() - from.getTime();
  /** What the long window had at the start, and still holds, is not the fault's. */
  const still = Math.max(0, 1 - elapsed / tier.long);
  const during = async (count: 'bad' | 'total') => {
    const series = `slo:sli_${count}:increase${formatDuration(tier.long)}{sloth_id="${compiled.slo.id}"}`;
    const sumAt = async (at: Date) => (await metrics.query(series, at)).reduce((sum, { value }) => sum + value, 0);
    return (await sumAt(until)) - still * (await sumAt(from));
  };
  const [bad, total] = await Promise.all([during('bad'), during('total')]);
  const formulaMs = detectionTime(compiled.slo, tier, {
    errorRatio: bad / total,
    eventsPerSecond: total / (elapsed / 1000),
  });
  return { formulaMs, withinMs: 1.3 * formulaMs + pipelineMs };
}
