import { type Access, type DataSource, Grafana, type Platform, throughGrafana } from '@sightline/stores';
import { type CliError, usageError } from '../cli-error';
import type { PartBehindGrafana, ThroughGrafana } from './read-description';

/** What Grafana calls the programs of each part. Services that sell them have types of their own, that speak the same. */
const types: Readonly<Record<PartBehindGrafana, RegExp>> = {
  traces: /^(tempo|zipkin|jaeger)$/,
  logs: /^loki$/,
  metrics: /prometheus/,
  alerts: /^alertmanager$/,
};

/** Links are not worth a longer wait for a Grafana that hangs. */
const linksWithinMs = 3_000;

/** The stores that a Grafana knows; asked for once. */
export class DataSources {
  readonly #grafana: Access;
  #known: Promise<readonly DataSource[]> | undefined;

  constructor(grafana: Access) {
    this.#grafana = grafana;
  }

  /** How a part is asked through Grafana. @throws {CliError} USAGE when it cannot be told which data source is meant. */
  async reach<Key extends PartBehindGrafana>(
    part: Key,
    { dataSource }: ThroughGrafana,
  ): Promise<NonNullable<Platform[Key]>> {
    const { uid, type } = await this.#meant(part, dataSource);
    const access = throughGrafana(this.#grafana, uid);
    return (part === 'traces' ? { ...access, store: type } : access) as NonNullable<Platform[Key]>;
  }

  /** The uids by which a person is shown the stores; of those that are several, the default one. None when Grafana does not say. */
  async uids(): Promise<Partial<Record<'traces' | 'prometheus' | 'loki', string>>> {
    const all = await (this.#known ?? this.#asked(linksWithinMs)).catch(() => []);
    const uid = (part: PartBehindGrafana) => onlyOf(all.filter(({ type }) => types[part].test(type)))?.uid;
    const [traces, prometheus, loki] = [uid('traces'), uid('metrics'), uid('logs')];
    return { ...(traces && { traces }), ...(prometheus && { prometheus }), ...(loki && { loki }) };
  }

  async #meant(part: PartBehindGrafana, uid: string | undefined): Promise<DataSource> {
    const all = await this.#all();
    const able = all.filter(({ type }) => types[part].test(type));
    const meant = uid === undefined ? onlyOf(able) : able.find((each) => each.uid === uid);
    if (meant) return meant;
    throw this.#unclear(part, { uid, all, able });
  }

  #unclear(
    part: PartBehindGrafana,
    { uid, all, able }: { uid: string | undefined; all: readonly DataSource[]; able: readonly DataSource[] },
  ): CliError {
    const shown = (sources: readonly DataSource[]) =>
      sources.map(({ uid: each, name, type }) => `${each} (${name}, ${type})`).join(', ') || 'none at all';
    const { url } = this.#grafana;
    if (able.length === 0) return usageError(`Grafana at ${url} has no data source for ${part}; it has ${shown(all)}`);
    const reason = uid === undefined ? 'has several' : `has none of the uid ${uid}`;
    return usageError(
      `Grafana at ${url} ${reason} for ${part}: write ${part}: { grafana: <uid> } with one of ${shown(able)}`,
    );
  }

  #all(): Promise<readonly DataSource[]> {
    this.#known ??= this.#asked(this.#grafana.timeoutMs);
    return this.#known;
  }

  #asked(timeoutMs: number | undefined): Promise<readonly DataSource[]> {
    return new Grafana({ ...this.#grafana, ...(timeoutMs !== undefined && { timeoutMs }) }).dataSources();
  }
}

const onlyOf = (sources: readonly DataSource[]) =>
  sources.length === 1 ? sources[0] : sources.find(({ isDefault }) => isDefault);
