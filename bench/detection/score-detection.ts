/** How well alerts tell faults, from when they fired. All times in minutes. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Fired extends Span {
  /** A page rather than a ticket. */
  readonly pages: boolean;
}

/** One trace: its fault, if it has one that anybody could see, and when anything fired. */
export interface Observation {
  readonly fault?: Span;
  readonly firings: readonly Fired[];
}

export interface Score {
  /** From the fault's beginning to the first alert; the median over the faults that were told. */
  readonly detection?: number;
  /** From the fault's end to that of the last page; the median over the faults that were paged. */
  readonly reset?: number;
  /** The share of notifications that were about a fault; undefined without notifications. */
  readonly precision?: number;
  /** The share of faults that were told; undefined without faults. */
  readonly recall?: number;
  readonly faults: number;
  readonly notifications: number;
}

/** An alert that comes back this soon is the same notification: Alertmanager would not have sent the end of the first. */
const sameNotification = 5;
/** Counts kept once a minute over five minutes may tell of a fault when it is just over. */
const stillAboutIt = 10;

export function scoreDetection(observations: readonly Observation[]): Score {
  const judged = observations.map(({ fault, firings }) => {
    const notifications = joined(firings);
    const right = fault
      ? notifications.filter(({ from, to }) => from <= fault.to + stillAboutIt && to > fault.from)
      : [];
    return { fault, notifications, right };
  });
  const faults = judged.filter(({ fault }) => fault !== undefined);
  const told = faults.filter(({ right }) => right.length > 0);
  const all = judged.reduce((sum, { notifications }) => sum + notifications.length, 0);
  const right = judged.reduce((sum, each) => sum + each.right.length, 0);
  const detection = median(told.map((each) => Math.max(0, (each.right[0]?.from ?? 0) - (each.fault?.from ?? 0))));
  const reset = median(observations.flatMap(resetOf));
  return {
    ...(detection !== undefined && { detection }),
    ...(reset !== undefined && { reset }),
    ...(all > 0 && { precision: right / all }),
    ...(faults.length > 0 && { recall: told.length / faults.length }),
    faults: faults.length,
    notifications: all,
  };
}

const isAbout = (fault: Span, { from, to }: Span) => from <= fault.to + stillAboutIt && to > fault.from;

function resetOf({ fault, firings }: Observation): number[] {
  const pages = fault ? firings.filter((fired) => fired.pages && isAbout(fault, fired)) : [];
  return fault && pages.length > 0 ? [Math.max(0, Math.max(...pages.map(({ to }) => to)) - fault.to)] : [];
}

/** Firings of several alerts as what a person is told: one notification as long as any of them fires. */
export function joined(firings: readonly Span[]): Span[] {
  const result: { from: number; to: number }[] = [];
  for (const { from, to } of firings.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && from <= last.to + sameNotification) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}

function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
