export interface Observed {
  /** Units of work in a second. */
  readonly work: number;
  /** Processors in use: 1 is a whole one. */
  readonly processors: number;
}

export interface LoadSplit {
  /** Processor seconds that one more unit of work takes. */
  readonly perUnit: number;
  /** Processors in use while there is nothing to do. */
  readonly idle: number;
  /** Whether the two could be told apart. If not, all of it is reckoned as work: no less than the truth, at a low rate much more. */
  readonly isTold: boolean;
}

const fewestPoints = 6;
/** The busiest moment has so many times the work of the quietest. */
const widestNeeded = 2;
/** The share of the differences in processor time that the work explains. */
const explainedNeeded = 0.5;

/** Tells what a component uses for its work from what it uses anyway, by a line of least squares through what was observed. */
export function splitLoad(observed: readonly Observed[], mean: Observed): LoadSplit {
  const together: LoadSplit =
    mean.work > 0
      ? { perUnit: mean.processors / mean.work, idle: 0, isTold: false }
      : { perUnit: 0, idle: mean.processors, isTold: false };
  const works = observed.map(({ work }) => work);
  if (observed.length < fewestPoints || Math.max(...works) < widestNeeded * Math.min(...works)) return together;
  const meanWork = average(works);
  const meanUsed = average(observed.map(({ processors }) => processors));
  const spread = sum(works.map((work) => (work - meanWork) ** 2));
  const joint = sum(observed.map(({ work, processors }) => (work - meanWork) * (processors - meanUsed)));
  const used = sum(observed.map(({ processors }) => (processors - meanUsed) ** 2));
  if (spread === 0 || used === 0 || joint <= 0 || joint ** 2 / (spread * used) < explainedNeeded) return together;
  const perUnit = joint / spread;
  const idle = meanUsed - perUnit * meanWork;
  // Less than nothing is used by nobody: then all of it is work.
  if (idle < 0) return { perUnit: meanUsed / meanWork, idle: 0, isTold: true };
  return { perUnit, idle, isTold: true };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const average = (values: readonly number[]) => sum(values) / values.length;
