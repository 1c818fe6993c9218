import { execFile } from 'node:child_process';
import type { Series } from '@sightline/stores';
import { component, host, type Subject, subjectKey } from '../why';
import { subjectOf } from '../why/subject';
import type { RecordedSeries } from './kept';

/** Series ranked by how far they went after the fault, the furthest first, as the components they belong to. */
export type Baseline = (recorded: RecordedSeries, known: ReadonlySet<string>) => Promise<Subject[]>;

/** The plain largest deviation: how many standard deviations of before a series goes from its mean. */
export const largestDeviation: Baseline = async ({ causedAt, series }, known) => {
  const scored = series.flatMap((each) => {
    const before = each.points.filter(({ time }) => time < causedAt).map(({ value }) => value);
    const after = each.points.filter(({ time }) => time >= causedAt).map(({ value }) => value);
    if (before.length === 0 || after.length === 0) return [];
    const mean = before.reduce((sum, value) => sum + value, 0) / before.length;
    const deviation = Math.sqrt(before.reduce((sum, value) => sum + (value - mean) ** 2, 0) / before.length);
    const furthest = Math.max(...after.map((value) => Math.abs(value - mean)));
    return [{ labels: each.labels, score: furthest / (deviation || 1) }];
  });
  const ranked = scored.sort((a, b) => b.score - a.score);
  return componentsOf(
    ranked.map(({ labels }) => labels),
    known,
  );
};

/** BARO, by the package RCAEval: `python` is one that has it. */
export const baro =
  (python: string, script: string): Baseline =>
  async ({ causedAt, series }, known) => {
    const times = [...new Set(series.flatMap(({ points }) => points.map(({ time }) => time)))].sort((a, b) => a - b);
    const columns = Object.fromEntries(series.map((each, index) => [String(index), column(each, times)]));
    const ranked = JSON.parse(
      await answerOf(python, [script], JSON.stringify({ causedAt, times, series: columns })),
    ) as string[];
    const labels = ranked.flatMap((name) => {
      const found = series[Number(name)];
      return found ? [found.labels] : [];
    });
    return componentsOf(labels, known);
  };

function column({ points }: Series, times: readonly number[]): (number | null)[] {
  const at = new Map(points.map(({ time, value }) => [time, value]));
  return times.map((time) => {
    const value = at.get(time);
    return value !== undefined && Number.isFinite(value) ? value : null;
  });
}

function answerOf(program: string, args: readonly string[], input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { maxBuffer: 2 ** 28 }, (error, stdout) =>
      error ? reject(error) : resolve(stdout),
    );
    child.stdin?.end(input);
  });
}

/** Each component where its first series stands. */
function componentsOf(ranked: readonly Series['labels'][], known: ReadonlySet<string>): Subject[] {
  const subjects = ranked.map((labels) => ownerOf(labels, known));
  return [...new Map(subjects.map((subject) => [subjectKey(subject), subject])).values()];
}

function ownerOf(labels: Series['labels'], known: ReadonlySet<string>): Subject {
  const name = labels.__name__ ?? '';
  if (name.startsWith('system_')) return host;
  if (name.startsWith('postgresql_')) return component('postgres');
  if (name.startsWith('kafka_')) return component('kafka');
  return subjectOf(labels, name, known);
}
