import { duration, type Milliseconds } from '@sightline/promql';
import { type Diagnostic, hasErrors } from './diagnostics';
import type { Dialect, DialectName, Links, RuleContext } from './dialect';
import type { Slo } from './model';
import { readSlos, type SourceFile } from './parse/read-slos';
import type { Labels, RuleGroup } from './rules';
import { sightlineDialect } from './sightline/dialect';
import { slothDialect } from './sloth/dialect';
import type { MetricCatalogue } from './validate/metric-catalogue';
import { validate } from './validate/validate';
import type { BurnRateWindows } from './windows/burn-rate-windows';
import { accelerate } from './windows/demo-scale';
import { windowsFor } from './windows/scale';

export interface CompileOptions {
  /** `sightline` (default) or `sloth`. */
  readonly dialect?: DialectName;
  /** For SLOs that do not give their own; default 30 days. */
  readonly period?: Milliseconds;
  /** Replaces the table of alert windows for the periods it holds. */
  readonly windows?: readonly BurnRateWindows[];
  /** Added to every rule and winning over the SLO's own. */
  readonly labels?: Labels;
  /** Divides the period and all windows, for demonstrations: 10 pages in a tenth of the time. The factors stay. */
  readonly scale?: number;
  /** Another objective, in percent, than the file promises; undefined keeps it. */
  readonly objective?: (sloId: string) => number | undefined;
  /** Between two scrapes. When absent, the platform's 5 s must do, and what 15 s would be too slow for is warned of. */
  readonly scrape?: Milliseconds;
  /** How long the server keeps its data; a longer period is reported. Not checked when absent. */
  readonly retention?: Milliseconds;
  /** The metrics that exist, with their labels and buckets. Not checked when absent. */
  readonly catalogue?: MetricCatalogue;
  /** Events an hour: what the alerts can tell at that is said. */
  readonly traffic?: number;
  readonly links?: Partial<Links>;
}

export interface CompiledSlo {
  readonly slo: Slo;
  readonly windows: BurnRateWindows;
  readonly groups: readonly RuleGroup[];
}

export interface Compilation {
  readonly slos: readonly CompiledSlo[];
  /** In the order of the files; rules are made only of SLOs without errors. */
  readonly diagnostics: readonly Diagnostic[];
}

const dialects: Readonly<Record<DialectName, Dialect>> = { sightline: sightlineDialect, sloth: slothDialect };

const defaultLinks: Links = {
  runbook: (alertName) => `alerts/runbooks/${alertName}.md`,
  dashboard: (sloId) => `/d/sightline-slo?var-slo=${encodeURIComponent(sloId)}`,
};

/** Files in, rule groups and everything there is to say about them out. Never throws for what a file holds. */
export function compile(sources: readonly SourceFile[], options: CompileOptions = {}): Compilation {
  const { dialect = 'sightline', scale = 1, scrape } = options;
  const read = readSlos(sources, { period: options.period ?? duration('30d'), windows: options.windows });
  const links = { ...defaultLinks, ...options.links };
  const contexts = read.slos.map((slo): RuleContext => {
    const windows = windowsFor(slo.period, options.windows);
    const asked: Slo = {
      ...slo,
      objective: options.objective?.(slo.id) ?? slo.objective,
      labels: { ...slo.labels, ...options.labels },
    };
    return { ...accelerate(asked, windows, scale), links };
  });
  const verdicts = validate(contexts, {
    dialect,
    scale,
    scrape,
    retention: options.retention,
    catalogue: options.catalogue,
    traffic: options.traffic,
  });
  const slos = contexts
    .filter((context) => !hasErrors(verdicts.get(context.slo) ?? []))
    .map((context) => ({ ...context, groups: dialects[dialect](context) }));
  return { slos, diagnostics: inReadingOrder([...read.diagnostics, ...[...verdicts.values()].flat()], sources) };
}

function inReadingOrder(diagnostics: readonly Diagnostic[], sources: readonly SourceFile[]): Diagnostic[] {
  const position = new Map(sources.map(({ file }, index) => [file, index]));
  const fileOf = ({ file }: Diagnostic) => position.get(file) ?? 0;
  return diagnostics.toSorted((a, b) => fileOf(a) - fileOf(b) || (a.line ?? 0) - (b.line ?? 0));
}
