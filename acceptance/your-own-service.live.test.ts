import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, inRepository } from '@sightline/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runningPlatform } from './platform';
import { type Program, run, startProgram } from './program';
import { sightline } from './sightline';

const platform = runningPlatform();
const folder = mkdtempSync(join(tmpdir(), 'sightline-your-own-'));
const running: Program[] = [];
const patience = { timeout: 90_000, interval: 500 };
const otlp = {
  OTEL_EXPORTER_OTLP_ENDPOINT: platform.addresses.url('otlpHttp'),
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
  // No more than spans, and lines where they go by OTLP: the least that a service can send.
  OTEL_METRICS_EXPORTER: 'none',
  OTEL_BSP_SCHEDULE_DELAY: '200',
};

beforeAll(() => cpSync(inRepository('acceptance', 'your-own-service'), folder, { recursive: true }));
afterAll(async () => {
  await Promise.all(running.map((program) => program.stop()));
  rmSync(folder, { recursive: true });
});

interface TraceJson {
  readonly traceId: string;
  readonly spans: readonly {
    readonly spanId: string;
    readonly parentSpanId: string | null;
    readonly service: string;
    readonly startUnixNano: string;
  }[];
  readonly logs: readonly { readonly service: string; readonly message: string; readonly spanId: string | null }[];
}

async function follow(...which: string[]): Promise<TraceJson | undefined> {
  const said = await sightline('trace', ...which, '--json');
  return said.code === 0 ? said.json<TraceJson>() : undefined;
}

const serviceIn = (expression: string) => async () =>
  (await platform.metrics.query(expression)).map(({ labels }) => labels.service_name);

/** The queries of a generated dashboard's panel, as they are for all services. */
function panelOf(board: string, title: string): string {
  const { panels } = JSON.parse(readFileSync(inRepository('dashboards', 'generated', `${board}.json`), 'utf8'));
  const panel = panels.find((each: { title?: string }) => each.title === title);
  return panel.targets[0].expr.replaceAll('$__rate_interval', '1m');
}

describe('Express applications under OpenTelemetry’s own auto-instrumentation', () => {
  let storefront: string;
  const lastTrace = async (path: string) => {
    // A trace of its own for each, whose id is known beforehand.
    const traceId = Array.from({ length: 32 }, () => '0123456789abcdef'[Math.floor(Math.random() * 16)]).join('');
    await fetch(`${storefront}${path}`, { headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` } });
    return traceId;
  };

  beforeAll(async () => {
    const cwd = join(folder, 'node');
    await run(['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd });
    const start = async (name: string, env: Record<string, string>) => {
      const PORT = String(await freePort());
      const command = [process.execPath, '--require', '@opentelemetry/auto-instrumentations-node/register'] as const;
      const options = { cwd, env: { ...otlp, ...env, OTEL_SERVICE_NAME: name, PORT } };
      running.push(await startProgram([...command, `${name}.js`], options, /^ready$/));
      return `http://127.0.0.1:${PORT}`;
    };
    const stock = await start('stock', {
      OTEL_LOGS_EXPORTER: 'none',
      LOKI_URL: platform.addresses.url('lokiReceiver'),
    });
    storefront = await start('storefront', { OTEL_LOGS_EXPORTER: 'otlp', STOCK_URL: stock });
  }, 300_000);

  it('are followed through both, with the lines that went by OTLP and by pino-loki', async () => {
    const traceId = await lastTrace('/shelves/7');
    await expect
      .poll(async () => {
        const { spans = [], logs = [] } = (await follow(traceId)) ?? {};
        return {
          services: [...new Set(spans.map(({ service }) => service))].sort(),
          lines: logs.map(({ service, message }) => `${service}: ${message}`).sort(),
        };
      }, patience)
      .toEqual({
        services: ['stock', 'storefront'],
        lines: ['stock: counted', 'storefront: asking for the stock'],
      });
  });

  it('are found by their last error', async () => {
    await expect
      .poll(async () => {
        await lastTrace('/shelves/broken');
        const { spans = [] } = (await follow('--last-error')) ?? {};
        return spans.map(({ service }) => service);
      }, patience)
      .toEqual(expect.arrayContaining(['storefront', 'stock']));
  });

  it('are in the service graph', async () => {
    await expect
      .poll(
        () => platform.metrics.sum('traces_service_graph_request_total{client="storefront",server="stock"}'),
        patience,
      )
      .toBeGreaterThan(0);
  });

  it.each([
    ['overview', 'Traffic'],
    ['overview', 'Errors'],
    ['overview', 'Latency (p95)'],
  ])('are in the dashboard %s, in %s', async (board, title) => {
    await expect
      .poll(async () => {
        await lastTrace('/shelves/broken');
        return serviceIn(panelOf(board, title))();
      }, patience)
      .toEqual(expect.arrayContaining(['storefront', 'stock']));
  });

  it('can be chosen in the dashboard Service, though they send spans alone', async () => {
    const { templating } = JSON.parse(readFileSync(inRepository('dashboards', 'generated', 'service.json'), 'utf8'));
    const [variable] = templating.list.filter((each: { name: string }) => each.name === 'service');
    const [, selector] = /^label_values\((.+), service_name\)$/.exec(variable.query.query) ?? [];

    await expect
      .poll(serviceIn(`group by (service_name) (${selector})`), patience)
      .toEqual(expect.arrayContaining(['order', 'storefront', 'stock']));
    for (const title of ['Requests', 'p95']) {
      const query = panelOf('service', title).replaceAll('$service', 'storefront').replaceAll('$route', '.*');
      await expect
        .poll(async () => {
          await lastTrace('/shelves/7');
          return platform.metrics.query(query);
        }, patience)
        .toHaveLength(1);
    }
  });

  it('have an SLO by one file', async () => {
    const file = join(folder, 'storefront.yaml');
    const calls = 'traces_span_metrics_calls_total{service_name="storefront",span_kind="SPAN_KIND_SERVER"';
    writeFileSync(
      file,
      `apiVersion: openslo/v1
kind: SLO
metadata:
  name: storefront-availability
spec:
  service: storefront
  budgetingMethod: Occurrences
  timeWindow: [{ duration: 30d, isRolling: true }]
  objectives: [{ target: 0.99 }]
  indicator:
    metadata: { name: storefront-availability }
    spec:
      ratioMetric:
        counter: true
        bad: { metricSource: { type: Prometheus, spec: { query: '${calls},status_code="STATUS_CODE_ERROR"}' } } }
        total: { metricSource: { type: Prometheus, spec: { query: '${calls}}' } } }
`,
    );
    expect(await sightline('slo', 'lint', file)).toMatchObject({ code: 0 });
    expect((await sightline('slo', 'compile', file)).out).toContain('storefront-availability');
    expect(await platform.metrics.sum(`${calls}}`)).toBeGreaterThan(0);
  });

  it('count in the score, and are asked by why', async () => {
    // Nothing but storefront is asked by a caller whose span is nowhere, and is whole all the same.
    const traceId = await lastTrace('/shelves/7');
    await expect
      .poll(async () => {
        const stored = await follow(traceId);
        const starts = stored?.spans.map(({ startUnixNano }) => Number(BigInt(startUnixNano) / 1_000_000n)) ?? [];
        if (starts.length === 0) return 'not stored';
        const at = (offset: number) => new Date(Math.min(...starts) + offset).toISOString();
        const said = await sightline('score', '--from', at(-1), '--to', at(1), '--json');
        const { parts } = said.json<{ parts: { promise: string; of: number; offenders: string[] }[] }>();
        const [traces] = parts.filter(({ promise }) => promise === 'traces without orphan spans');
        return { isCounted: (traces?.of ?? 0) > 0, blamed: traces?.offenders.filter((each) => each.includes(traceId)) };
      }, patience)
      .toEqual({ isCounted: true, blamed: [] });
    await expect
      .poll(async () => {
        await lastTrace('/shelves/broken');
        const { err, out } = await sightline('why', '--recent', '1m', '--json');
        return { err, out };
      }, patience)
      .toEqual({ err: '', out: expect.stringMatching(/storefront|stock/) });
  });
});

/** Python with its venv, which some systems leave out. */
const hasPython = (() => {
  try {
    execFileSync('python3', ['-c', 'import venv, ensurepip'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!hasPython)(
  'a Flask application under OpenTelemetry’s Python distribution (left out where there is no Python)',
  () => {
    let url: string;

    beforeAll(async () => {
      const cwd = join(folder, 'python');
      const bin = (name: string) => join(cwd, 'venv', 'bin', name);
      await run(['python3', '-m', 'venv', 'venv'], { cwd });
      await run([bin('pip'), 'install', '--quiet', '--disable-pip-version-check', '-r', 'requirements.txt'], { cwd });
      const port = String(await freePort());
      running.push(
        await startProgram(
          [bin('opentelemetry-instrument'), bin('flask'), '--app', 'billing', 'run', '--port', port],
          { cwd, env: { ...otlp, OTEL_SERVICE_NAME: 'billing', OTEL_BLRP_SCHEDULE_DELAY: '200' } },
          /Running on/,
        ),
      );
      url = `http://127.0.0.1:${port}`;
    }, 300_000);

    it('is followed, its lines in their place', async () => {
      const traceId = '7a11ed0000000000000000000000f1a5';
      await fetch(`${url}/bills/7`, { headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` } });
      await expect
        .poll(async () => {
          const { spans = [], logs = [] } = (await follow(traceId)) ?? {};
          return { services: spans.map(({ service }) => service), lines: logs.map(({ message }) => message) };
        }, patience)
        .toEqual({ services: ['billing'], lines: expect.arrayContaining(['looking for bill 7']) });
    });

    it('is among the services, by its spans', async () => {
      await expect
        .poll(serviceIn('traces_span_metrics_calls_total{service_name="billing"}'), patience)
        .toContain('billing');
    });
  },
);
