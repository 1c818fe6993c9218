import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, programAtHand, runTool } from '@sightline/stack';
import { getJson, waitUntil } from '@sightline/stores';
import { stringify } from 'yaml';
import { z } from 'zod';

const backend = 'Prometheus of the test';

const alertsAnswer = z.object({
  data: z.object({
    alerts: z.array(
      z.object({
        labels: z.record(z.string(), z.string()),
        activeAt: z.coerce.date(),
      }),
    ),
  }),
});

const alertmanagersAnswer = z.object({ data: z.object({ activeAlertmanagers: z.array(z.unknown()) }) });

export interface SeparatePrometheusOptions {
  /** The text of its rules file. */
  readonly rules: string;
  /** `host:port` of the Alertmanager it tells. */
  readonly alertmanager: string;
  /** How its alerts are marked on their way out. */
  readonly relabel: readonly object[];
}

/** A Prometheus of its own, with data of its own that go with it: what it is told never mixes with what is measured. */
export class SeparatePrometheus {
  readonly #folder = mkdtempSync(join(tmpdir(), 'sightline-alert-test-'));
  readonly #ending = new AbortController();
  #url = '';
  #ended: Promise<unknown> = Promise.resolve();

  /** Resolves when it evaluates, and knows whom to tell. */
  async start({ rules, alertmanager, relabel }: SeparatePrometheusOptions): Promise<void> {
    writeFileSync(join(this.#folder, 'rules.yml'), rules);
    writeFileSync(join(this.#folder, 'prometheus.yml'), stringify(configuration(alertmanager, relabel)));
    const address = `127.0.0.1:${await freePort()}`;
    this.#url = `http://${address}`;
    let failure: Error | undefined;
    this.#ended = runTool(programAtHand('prometheus', 'prometheus'), {
      args: [
        `--config.file=${join(this.#folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(this.#folder, 'data')}`,
        `--web.listen-address=${address}`,
        '--web.enable-otlp-receiver',
        '--web.enable-lifecycle',
        '--log.level=warn',
      ],
      env: { PATH: process.env.PATH },
      remedy: '`npm start` gets it',
      signal: this.#ending.signal,
    }).catch((error: Error) => {
      failure = error;
    });
    const { value } = await waitUntil(
      async () => {
        if (failure) throw failure;
        const answer = await getJson(`${this.#url}/api/v1/alertmanagers`, { backend });
        return alertmanagersAnswer.parse(answer).data.activeAlertmanagers[0];
      },
      { withinMs: 30_000 },
    );
    if (!value) throw new Error(`The ${backend} did not start within 30 s`);
  }

  async inject(metrics: object): Promise<void> {
    await this.#post('/api/v1/otlp/v1/metrics', metrics);
  }

  /** Its alerts that are pending or firing. */
  async alerts() {
    return alertsAnswer.parse(await getJson(`${this.#url}/api/v1/alerts`, { backend })).data.alerts;
  }

  async changeRules(rules: string): Promise<void> {
    writeFileSync(join(this.#folder, 'rules.yml'), rules);
    await this.#post('/-/reload', {});
  }

  /** Ends it; fine when it has not begun. */
  async stop(): Promise<void> {
    this.#ending.abort();
    await this.#ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #post(path: string, body: object): Promise<void> {
    const response = await fetch(`${this.#url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${backend} refused ${path}: ${await response.text()}`);
  }
}

const configuration = (alertmanager: string, relabel: readonly object[]) => ({
  global: { evaluation_interval: '1s' },
  rule_files: ['rules.yml'],
  alerting: { alert_relabel_configs: relabel, alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] },
  // Names stay as the rules know them, and samples may be of long ago.
  otlp: { translation_strategy: 'NoTranslation' },
  storage: { tsdb: { out_of_order_time_window: '60d' } },
});
