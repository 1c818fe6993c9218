import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import type { DashboardLink, DataSourceRef, Panel, ThresholdsConfig } from '@grafana/grafana-foundation-sdk/dashboard';
import { DashboardLinkBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { mixed } from '../datasources';
import type { Next } from '../links';
import type { Unit } from '../units';
import { calm, type Thresholds } from './thresholds';

/** What every panel must say, whatever its kind. */
export interface Frame {
  readonly title: string;
  /** How to read it: what is good, what is bad, what to make of it. */
  readonly description: string;
  /** Where one goes next. */
  readonly next: Next;
}

/** A panel that shows numbers. */
export interface Measured extends Frame {
  readonly unit: Unit;
  readonly thresholds?: Thresholds;
  readonly decimals?: number;
}

interface AnyPanelBuilder extends Builder<Panel> {
  title(title: string): unknown;
  description(description: string): unknown;
  links(links: Builder<DashboardLink>[]): unknown;
  datasource(datasource: DataSourceRef): unknown;
  targets(targets: Builder<Dataquery>[]): unknown;
}

interface NumericPanelBuilder extends AnyPanelBuilder {
  unit(unit: string): unknown;
  decimals(decimals: number): unknown;
  thresholds(thresholds: Builder<ThresholdsConfig>): unknown;
}

/** The part of the house style that is the same for every kind. */
export function framed<B extends AnyPanelBuilder>(builder: B, frame: Frame, targets: readonly Builder<Dataquery>[]): B {
  builder.title(frame.title);
  builder.description(frame.description);
  builder.links([new DashboardLinkBuilder(frame.next.title).url(frame.next.url)]);
  const source = sourceOf(targets);
  if (source) builder.datasource(source);
  builder.targets([...targets]);
  return builder;
}

/** What the panel itself must name: Grafana asks the default data source when it names none, whatever its queries name. */
function sourceOf(targets: readonly Builder<Dataquery>[]): DataSourceRef | undefined {
  const sources = targets.map((target) => (target.build() as { readonly datasource?: DataSourceRef }).datasource);
  const [first] = sources;
  return sources.every((source) => source?.uid === first?.uid) ? first : mixed;
}

export function measured<B extends NumericPanelBuilder>(
  builder: B,
  spec: Measured,
  targets: readonly Builder<Dataquery>[],
): B {
  framed(builder, spec, targets);
  builder.unit(spec.unit);
  builder.thresholds(spec.thresholds ?? calm);
  if (spec.decimals !== undefined) builder.decimals(spec.decimals);
  return builder;
}
