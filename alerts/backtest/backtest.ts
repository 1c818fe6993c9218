import type { CompiledSlo } from '../compiler/compile';
import { type BudgetLeft, budgetLeft } from './budget-left';
import { agree } from './firings';
import type { MetricStore } from './metric-store';
import { type ReplayedAlert, type ReplayOptions, recordedAlerts, replay } from './replay';

/** What the rules of an SLO would have done over a time. */
export interface Backtest {
  readonly id: string;
  /** In percent, as asked for. */
  readonly objective: number;
  /** Those that would have fired. */
  readonly alerts: readonly ReplayedAlert[];
  /** Those that Prometheus recorded as firing. */
  readonly recorded: readonly ReplayedAlert[];
  /** Whether the two tell the same, but for the phase of the evaluations. They need not when something else was asked than ran. */
  readonly agrees: boolean;
  /** At the end of the time. */
  readonly budgets: readonly BudgetLeft[];
}

/** Replays the compiled rules over what is stored of the services' own series. */
export async function backtest(
  slos: readonly CompiledSlo[],
  store: MetricStore,
  options: ReplayOptions,
): Promise<Backtest[]> {
  const results: Backtest[] = [];
  // One after the other: each question is a large one.
  for (const compiled of slos) {
    const alerts = await replay(compiled, store, options);
    const recorded = await recordedAlerts(compiled, store, options);
    results.push({
      id: compiled.slo.id,
      objective: compiled.slo.objective,
      alerts,
      recorded,
      agrees: sameAlerts(alerts, recorded),
      budgets: await budgetLeft(compiled, store, { at: options.until, evaluation: options.evaluation }),
    });
  }
  return results;
}

function sameAlerts(replayed: readonly ReplayedAlert[], recorded: readonly ReplayedAlert[]): boolean {
  const identities = new Set([...replayed, ...recorded].map(identityOf));
  return [...identities].every((identity) => {
    const one = replayed.find((alert) => identityOf(alert) === identity);
    const other = recorded.find((alert) => identityOf(alert) === identity);
    const step = Math.max(...[one, other].map((alert) => alert?.step ?? 0));
    // An evaluation has its own phase, and reads what others recorded a step ago.
    return agree(one?.firings ?? [], other?.firings ?? [], 2 * step);
  });
}

const identityOf = ({ labels }: ReplayedAlert) => JSON.stringify(Object.entries(labels).sort());
