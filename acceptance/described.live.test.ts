import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { finalOrder, wholeTrace } from '@sightline/traffic';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesOf } from './lines-of-order';
import { patience } from './patience';
import { buy, runningPlatform } from './platform';
import { type Said, sightline, sightlineAt } from './sightline';

const platform = runningPlatform();
const { addresses } = platform;
const folder = mkdtempSync(join(tmpdir(), 'sightline-described-'));

/** In a folder with a sightline.yaml, and without anything that `npm start` keeps: the engines are anybody's. */
const described = (...args: string[]): Promise<Said> =>
  sightlineAt(
    {
      cwd: folder,
      env: {
        SIGHTLINE_HOME: join(folder, 'home'),
        XDG_STATE_HOME: join(folder, 'state'),
        SIGHTLINE_PLATFORM: '',
        SIGHTLINE_PORT_OFFSET: '',
        // Where nothing listens: no compose, either.
        SIGHTLINE_PORT_PROMETHEUS: '1',
      },
    },
    ...args,
  );

beforeAll(() => {
  const traceStore = platform.traces.name;
  writeFileSync(
    join(folder, 'sightline.yaml'),
    `platforms:
  mine:
    traces: { ${traceStore}: ${addresses.url(traceStore === 'tempo' ? 'tempo' : 'zipkin')} }
    logs: { loki: ${addresses.url('loki')} }
    metrics: { prometheus: ${addresses.url('prometheus')} }
    alerts: { alertmanager: ${addresses.url('alertmanager')} }
    dashboards: { grafana: ${addresses.url('grafana')} }
    otlp: ${addresses.url('otlpHttp')}
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Check {
  readonly parts: readonly { readonly part: string; readonly isLetIn?: boolean; readonly problem?: string }[];
  readonly commands: readonly { readonly command: string; readonly lacks: readonly string[] }[];
}

describe('the same engines, described in a file,', () => {
  it('are checked part by part, and say what they make possible', async () => {
    const { code, out } = await described('platform', 'check', '--json');
    const { parts, commands } = JSON.parse(out) as Check;
    expect(parts.filter(({ isLetIn, problem }) => !isLetIn || problem)).toEqual([]);
    expect(parts.map(({ part }) => part)).toEqual(['traces', 'logs', 'metrics', 'alerts', 'dashboards', 'otlp']);
    expect(commands.filter(({ lacks }) => lacks.length === 0).map(({ command }) => command)).toEqual(
      expect.arrayContaining(['trace', 'why', 'score', 'freshness', 'slo', 'slo backtest', 'slo gate', 'alert test']),
    );
    expect(code).toBe(0);
  });

  it(
    'show the same trace, by its id and as the newest failure',
    async () => {
      const order = await buy(platform, 'tok_bank_error_once');
      await finalOrder(order.id, platform, patience);
      await wholeTrace(order.traceId, platform, patience.withinMs);
      await linesOf(order.traceId, platform);
      const tracesOf = ({ code, out }: Said) => {
        const { spans = [], logs = [] } = code === 0 ? (JSON.parse(out) as { spans: object[]; logs: object[] }) : {};
        return { spans, logs };
      };
      // A last line may come between the two.
      const both = async () => {
        const [ours, theirs] = await Promise.all([
          sightline('trace', order.traceId, '--json'),
          described('trace', order.traceId, '--json'),
        ]);
        return {
          hasSpans: tracesOf(theirs).spans.length > 0,
          isSame: isDeepStrictEqual(tracesOf(ours), tracesOf(theirs)),
        };
      };
      await expect.poll(both, { timeout: patience.withinMs }).toEqual({ hasSpans: true, isSame: true });
      // The newest may be one of somebody else, that has just begun to arrive.
      for (const which of [order.id, '--last', '--last-error'])
        await expect
          .poll(() => described('trace', which), { timeout: patience.withinMs })
          .toMatchObject({ code: 0, out: expect.stringMatching(/^trace [0-9a-f]{32}$/m) });
    },
    5 * patience.withinMs,
  );

  it('are scored', async () => {
    const score = async () => {
      const { parts } = (await described('score', '--json')).json<{ parts: { of: number; share: number }[] }>();
      return parts.map(({ of, share }) => of > 0 && share > 0.9);
    };
    await expect.poll(score, { timeout: patience.withinMs, interval: 2_000 }).toEqual([true, true, true]);
  });

  it('keep the same SLOs, whose alerts can be played back, and which open or close the gate', async () => {
    const ids = (said: Said) => said.json<{ id: string }[]>().map(({ id }) => id);
    const [ours, theirs] = await Promise.all([sightline('slo', '--json'), described('slo', '--json')]);
    expect(ids(theirs)).toEqual(ids(ours));
    const backtest = await described('slo', 'backtest', '--from', '5m', '--json');
    expect(backtest).toMatchObject({ code: 0 });
    expect(backtest.json<object[]>().length).toBe(ids(ours).length);
    const gate = (said: Said) => ({
      code: said.code,
      verdicts: said.json<{ verdicts: { id: string }[] }>().verdicts.map(({ id }) => id),
    });
    expect(gate(await described('slo', 'gate', '--json'))).toEqual(gate(await sightline('slo', 'gate', '--json')));
  });

  it('tell somebody of a test alert, once one agrees to that', async () => {
    const test = ['alert', 'test', 'TargetDown', '--json'];
    expect(await described(...test)).toMatchObject({ code: 2, err: expect.stringContaining('add --yes') });
    const said = await described(...test, '--yes');
    expect(said.err).toContain('on mine, it sends a test alert');
    const [tested] = said.json<{ hops: object; note: string; problem?: string }[]>();
    expect(tested?.problem).toBeUndefined();
    expect(Object.keys(tested?.hops ?? {})).toEqual(['posted', 'alertmanager', 'received', 'resolved']);
    expect(tested?.note).toContain("Alertmanager's own counters");
  }, 240_000);

  it('are as fresh as what is sent to them shows', async () => {
    const { signals } = (await described('freshness', '--samples', '3', '--yes', '--json')).json<{
      signals: Record<string, { missing: number }>;
    }>();
    expect(Object.keys(signals)).toEqual(['trace', 'log', 'metric']);
    expect(Object.values(signals).map(({ missing }) => missing)).toEqual([0, 0, 0]);
  });

  it('prove every hop of a probe, once one agrees to that', async () => {
    expect(await described('doctor')).toMatchObject({ code: 2, err: expect.stringContaining('add --yes') });
    // It gives each hop some seconds, which a busy machine may not have.
    const examined = async () => {
      const said = await described('doctor', '--yes', '--json', '--junit', join(folder, 'doctor.xml'));
      const { healthy, findings } = said.json<{ healthy: boolean; findings: { hop: string; state: string }[] }>();
      return {
        code: said.code,
        healthy,
        broken: findings.filter(({ state }) => state === 'broken'),
        proved: findings.filter(({ state }) => state !== 'skipped').map(({ hop }) => hop),
      };
    };
    const hops = ['trace whole', 'exemplar opens the trace', 'service graph', 'test alert told'];
    await expect
      .poll(examined, { timeout: 2 * patience.withinMs })
      .toEqual({ code: 0, healthy: true, broken: [], proved: expect.arrayContaining(hops) });
    expect(readFileSync(join(folder, 'doctor.xml'), 'utf8')).toContain('failures="0"');
  }, 240_000);

  it('have their dashboards examined, where they show them and as files', async () => {
    interface Board {
      readonly panels: readonly { readonly title: string; readonly state: string }[];
    }
    for (const what of [[], [join(__dirname, '..', 'dashboards', 'generated')]]) {
      const { boards } = (await described('dashboards', 'check', ...what, '--json')).json<{ boards: Board[] }>();
      const panels = boards.flatMap((board) => board.panels);
      expect(panels.filter(({ state }) => state === 'failed' || state === 'wrong')).toEqual([]);
      expect(panels.filter(({ state }) => state === 'data').length).toBeGreaterThan(0.9 * panels.length);
    }
  }, 240_000);

  it('list the alerts that Prometheus has rules for', async () => {
    const { code, ...said } = await described('alert', 'list', '--json');
    expect(code).toBe(0);
    expect(said.json<{ name: string }[]>().map(({ name }) => name)).toContain('TargetDown');
  });

  it('are asked why, and what only a supervisor knows is left out', async () => {
    const said = await described('why', '--now', '--json');
    const { leftOut, unanswered } = said.json<{ leftOut: { evidence: string }[]; unanswered: string[] }>();
    expect(unanswered).toEqual([]);
    expect(leftOut.map(({ evidence }) => evidence)).toEqual(['components', 'answers', 'disks', 'database', 'machine']);
    expect([0, 1]).toContain(said.code);
  });

  it('are not our own platform, where a command is about that', async () => {
    for (const command of [['status'], ['incident', 'list'], ['dlq', 'list'], ['validate'], ['up']]) {
      const { code, err } = await described(...command, '--platform', 'mine');
      expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('the platform mine has none') });
    }
  });
});
