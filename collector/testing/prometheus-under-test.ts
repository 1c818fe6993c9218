import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRepository, programAtHand } from '@sightline/stack';
import { freeAddresses } from './free-ports';
import { until } from './until';

/** The real Prometheus with its real configuration and rules, on a free port, with a disk of its own. */
export class PrometheusUnderTest {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    readonly url: string,
  ) {}

  static async start(): Promise<PrometheusUnderTest> {
    const folder = mkdtempSync(join(tmpdir(), 'sightline-prometheus-'));
    const [address = '', alertmanager = ''] = await freeAddresses(2);
    const variables: Readonly<Record<string, string>> = {
      ALERTS_DIR: inRepository('alerts'),
      SLO_RULES_DIR: inRepository('alerts', 'generated'),
      ALERTMANAGER_TARGET: alertmanager,
    };
    const config = join(folder, 'prometheus.yml');
    const template = readFileSync(inRepository('stack', 'config', 'prometheus', 'prometheus.yml'), 'utf8');
    writeFileSync(
      config,
      template.replace(/\$\{(\w+)\}/g, (all, name: string) => variables[name] ?? all),
    );
    const args = [
      `--config.file=${config}`,
      `--web.listen-address=${address}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      '--web.enable-otlp-receiver',
      '--enable-feature=exemplar-storage',
      '--log.level=error',
    ];
    const child = spawn(programAtHand('prometheus', 'prometheus'), args, { stdio: 'ignore' });
    const prometheus = new PrometheusUnderTest(child, folder, `http://${address}`);
    await until('a ready Prometheus', async () => (await fetch(`${prometheus.url}/-/ready`)).ok, { seconds: 60 });
    return prometheus;
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
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await gone;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
