import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseDuration } from '@sightline/promql';
import { type Compilation, type CompileOptions, compile } from '../compiler/compile';
import { type Diagnostic, formatDiagnostic, hasErrors } from '../compiler/diagnostics';
import type { DialectName } from '../compiler/dialect';
import { nearest } from '../compiler/parse/nearest';
import type { SourceFile } from '../compiler/parse/read-slos';
import type { MetricCatalogue } from '../compiler/validate/metric-catalogue';
import { type SloScale, sloScales } from '../compiler/windows/demo-scale';
import { parseWindows } from '../compiler/windows/windows-file';

/** The options of `sightline slo compile|lint|explain`, as they are typed. */
export interface SloFileOptions {
  readonly profile?: DialectName;
  /** For SLOs that do not say: 30d. */
  readonly period?: string;
  /** Other objectives, in percent, than the files promise: `99.5` for all, `order-latency=99.5` for one. */
  readonly objective?: readonly string[];
  /** A Sloth AlertWindows file. */
  readonly windows?: string;
  /** How often Prometheus scrapes: 5s. */
  readonly scrapeInterval?: string;
  /** `key=value`, each. */
  readonly label?: readonly string[];
  /** `demo`: the same alerts on shorter windows. */
  readonly scale?: SloScale;
  /** How long Prometheus keeps its data. */
  readonly retention?: string;
  /** Events an hour: 10. */
  readonly traffic?: string;
  /** Metrics and labels are checked against it; without one any may exist. */
  readonly catalogue?: MetricCatalogue;
}

/** What a command prints, and whether the files are in order. */
export interface SloFileResult {
  readonly ok: boolean;
  /** What was asked for: rules, or an explanation. */
  readonly output: string;
  /** Everything there is to say about the files, for people. */
  readonly report: string;
  readonly diagnostics: readonly Diagnostic[];
}

export class InvalidSloOption extends Error {
  readonly code = 'INVALID_SLO_OPTION';
}

const duration = (name: string, text: string): number => {
  const parsed = parseDuration(text);
  if (parsed) return parsed;
  throw new InvalidSloOption(`--${name} ${text} is not accepted: give a duration such as 30d`);
};

/**
 * @throws {InvalidSloOption} naming the option, what came and what is accepted.
 * @throws {InvalidWindows} when the windows file is none.
 */
export function compileOptions(options: SloFileOptions): CompileOptions {
  return {
    labels: labelsOf('label', options.label ?? [], /^[A-Za-z_]\w*$/),
    ...(options.objective && { objective: objectives(options.objective) }),
    ...(options.profile && { dialect: options.profile }),
    ...(options.period && { period: duration('period', options.period) }),
    ...(options.scrapeInterval && { scrape: duration('scrape-interval', options.scrapeInterval) }),
    ...(options.retention && { retention: duration('retention', options.retention) }),
    ...(options.windows && { windows: [parseWindows(readText(options.windows), options.windows)] }),
    ...(options.scale && { scale: sloScales[options.scale] }),
    ...(options.traffic && { traffic: eventsPerHour(options.traffic) }),
    ...(options.catalogue && { catalogue: options.catalogue }),
  };
}

/** @throws {InvalidSloOption} when it is no number above 0. */
export function eventsPerHour(text: string): number {
  const traffic = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && traffic > 0 && traffic <= 1e9) return traffic;
  throw new InvalidSloOption(`--traffic ${text} is not accepted: give the events of an hour, such as 10`);
}

/** @throws {InvalidSloOption} when one is not `key=value`. */
export const labelsOf = (option: string, pairs: readonly string[], accepted: RegExp): Record<string, string> =>
  Object.fromEntries(
    pairs.map((pair) => {
      const [, key = '', value] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
      if (accepted.test(key) && value) return [key, value];
      throw new InvalidSloOption(`--${option} ${pair} is not accepted: write key=value`);
    }),
  );

const objectivePattern = /^(?:(.+)=)?(\d+(?:\.\d+)?)$/;

/** The last that is said of an SLO holds. */
function objectives(asked: readonly string[]): (id: string) => number | undefined {
  const parsed = asked.map((text) => {
    const [, id, percent] = objectivePattern.exec(text) ?? [];
    const objective = Number(percent);
    if (objective > 0 && objective < 100) return { id, objective };
    throw new InvalidSloOption(`--objective ${text} is not accepted: give 99.5, or order-latency=99.5`);
  });
  return (id) => parsed.findLast((each) => each.id === undefined || each.id === id)?.objective;
}

/**
 * Compiles the files together, so that references between them resolve.
 * @throws {InvalidSloOption} when one cannot be read, a folder holds none, or an objective is of no SLO among them.
 */
export function compileSloFiles(files: readonly string[], options: SloFileOptions) {
  const sources = [...new Set(files.flatMap(filesAt))].map((file): SourceFile => ({ file, text: readText(file) }));
  const compilation = compile(sources, compileOptions(options));
  const { diagnostics } = compilation;
  if (!hasErrors(diagnostics)) checkObjectives(options.objective ?? [], compilation);
  return {
    compilation,
    diagnostics,
    ok: !hasErrors(diagnostics),
    report: diagnostics.map(formatDiagnostic).join('\n'),
  };
}

/** An objective of an SLO that is not there would change nothing, and nobody would notice. */
function checkObjectives(asked: readonly string[], { slos }: Compilation): void {
  const known = slos.map(({ slo }) => slo.id);
  for (const text of asked) {
    const id = objectivePattern.exec(text)?.[1];
    if (id === undefined || known.includes(id)) continue;
    const meant = nearest(id, known);
    throw new InvalidSloOption(
      `--objective ${text}: there is no SLO ${id} in these files. ${meant ? `Did you mean ${meant}?` : `There are ${known.join(', ')}.`}`,
    );
  }
}

/** A folder stands for all YAML files in it and below it; what begins with a dot is left out. */
function filesAt(path: string): string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  const found = yamlFilesIn(path);
  if (found.length > 0) return found;
  throw new InvalidSloOption(`${path} holds no file that ends in .yaml or .yml: name the files, or another folder`);
}

const yamlFilesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return yamlFilesIn(path);
      return /\.ya?ml$/.test(entry.name) ? [path] : [];
    });

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new InvalidSloOption(`${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}
