import { readFileSync } from 'node:fs';
import { inRepository, type PrometheusApart, prometheusApart } from '@sightline/stack';
import { freeAddresses } from './free-ports';

/** The real Prometheus with its real configuration and rules, on a free port, with a disk of its own. */
export class PrometheusUnderTest {
  readonly url: string;

  private constructor(private readonly prometheus: PrometheusApart) {
    this.url = prometheus.url;
  }

  static async start(): Promise<PrometheusUnderTest> {
    const [alertmanager = ''] = await freeAddresses(1);
    const variables: Readonly<Record<string, string>> = {
      ALERTS_DIR: inRepository('alerts'),
      SLO_RULES_DIR: inRepository('alerts', 'generated'),
      ALERTMANAGER_TARGET: alertmanager,
      ALERTMANAGER_SCHEME: 'http',
      ALERTMANAGER_TLS: '{}',
    };
    const template = readFileSync(inRepository('stack', 'config', 'prometheus', 'prometheus.yml'), 'utf8');
    const config = template.replace(/\$\{(\w+)\}/g, (all, name: string) => variables[name] ?? all);
    return new PrometheusUnderTest(await prometheusApart({ config, args: ['--enable-feature=exemplar-storage'] }));
  }

  /** The values a query gives now, by the labels of each. */
  async query(
    query: string,
  ): Promise<readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[]> {
    const answer = await fetch(`${this.url}/api/v1/query?${new URLSearchParams({ query })}`);
    const { data } = (await answer.json()) as {
      data: { result: { metric: Record<string, string>; value?: [number, string]; histogram?: unknown }[] };
    };
    return data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value?.[1]) }));
  }

  /** The traces that exemplars of a selector name. */
  async exemplars(selector: string): Promise<string[]> {
    const query = new URLSearchParams({ query: selector, start: '0', end: '4000000000' });
    const { data } = (await (await fetch(`${this.url}/api/v1/query_exemplars?${query}`)).json()) as {
      data: { exemplars: { labels: Record<string, string> }[] }[] | null;
    };
    return (data ?? []).flatMap(({ exemplars }) => exemplars.flatMap(({ labels }) => labels.trace_id ?? []));
  }

  /** Everything it keeps as a name, a label or its description. */
  async everything(): Promise<string> {
    const ask = async (path: string) => (await fetch(`${this.url}/api/v1/${path}`)).text();
    return [
      await ask(`series?${new URLSearchParams({ 'match[]': '{__name__=~".+"}' })}`),
      await ask('metadata'),
      await ask(`query_exemplars?${new URLSearchParams({ query: '{__name__=~".+"}', start: '0', end: '4000000000' })}`),
    ].join('\n');
  }

  async stop(): Promise<void> {
    await this.prometheus[Symbol.asyncDispose]();
  }
}
