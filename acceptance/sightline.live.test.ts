import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finalOrder, wholeTrace } from '@sightline/traffic';
import { beforeAll, describe, expect, it } from 'vitest';
import { linesOf } from './lines-of-order';
import { patience } from './patience';
import { buy, processOf, runningPlatform } from './platform';
import { sightline, sightlineAt } from './sightline';

const platform = runningPlatform();

interface TraceJson {
  readonly traceId: string;
  readonly spans: readonly {
    spanId: string;
    parentSpanId: string | null;
    startUnixNano: string;
    durationNano: number;
  }[];
  readonly logs: readonly { time: string; service: string; level: string; message: string; spanId: string | null }[];
}

interface DiagnosisJson {
  readonly healthy: boolean;
  readonly findings: readonly { hop: string; state: string; next?: string }[];
}

describe('sightline trace', () => {
  let orderId: string;
  let traceId: string;
  beforeAll(async () => {
    const order = await buy(platform, 'tok_ok');
    ({ id: orderId, traceId } = order);
    await finalOrder(orderId, platform, patience);
    await wholeTrace(traceId, platform, patience.withinMs);
    await linesOf(traceId, platform);
  });

  it('shows the same trace by its id and by the order id', async () => {
    // A last line may come between the two.
    const asked = () => Promise.all([sightline('trace', traceId), sightline('trace', orderId)]);
    const same = async () => {
      const [byTrace, byOrder] = await asked();
      return { byTrace, isSame: byOrder.out === byTrace.out };
    };
    await expect.poll(same, { timeout: patience.withinMs }).toMatchObject({
      byTrace: { code: 0, err: '', out: expect.stringContaining('process sightline.payments.v1') },
      isSame: true,
    });
  });

  it('gives programs the spans and the log lines', async () => {
    const trace = (await sightline('trace', orderId, '--json')).json<TraceJson>();
    expect(trace.traceId).toBe(traceId);
    const ids = new Set(trace.spans.map(({ spanId }) => spanId));
    expect(trace.spans.filter(({ parentSpanId }) => parentSpanId !== null && !ids.has(parentSpanId))).toEqual([]);
    expect(trace.spans.every(({ startUnixNano }) => /^\d{19}$/.test(startUnixNano))).toBe(true);
    expect(trace.logs.map(({ message }) => message)).toContain('Order accepted');
  });

  it.each(['--last', '--slowest'])('finds one by %s', async (option) => {
    await expect
      .poll(() => sightline('trace', option), { timeout: patience.withinMs })
      .toMatchObject({ code: 0, out: expect.stringMatching(/^trace [0-9a-f]{32}$/m) });
  });

  it('finds the last failure, and shows it first', async () => {
    const { id } = await buy(platform, 'tok_bank_error_once');
    const { value: order } = await finalOrder(id, platform, patience);
    await wholeTrace(order?.traceId ?? '', platform, patience.withinMs);
    // The last failure may be one of somebody else, that has just begun to arrive.
    const shown = async () => {
      const { code, out } = await sightline('trace', '--last-error');
      return { code, first: out.split('\n').slice(0, 6).join('\n') };
    };
    await expect.poll(shown, { timeout: patience.withinMs }).toEqual({ code: 0, first: expect.stringContaining('✗') });
  });

  it('says when there is no such order, and what an id looks like', async () => {
    expect((await sightline('trace', '00000000-0000-4000-8000-000000000000')).code).toBe(1);
    const nonsense = await sightline('trace', 'nonsense');
    expect(nonsense).toMatchObject({ code: 2, out: '' });
    expect(nonsense.err).toContain('32 hexadecimal digits');
  });
});

describe('sightline order', () => {
  it('places an order, and shows what became of it', async () => {
    const placed = await sightline('order', 'create', '--token', 'tok_declined', '--follow', '--json');
    const { order } = placed.json<{ order: { id: string; status: string } }>();
    expect(order.status).toBe('cancelled');
    expect((await sightline('order', 'get', order.id)).out).toContain('cancelled (payment_declined)');
  });
});

describe('sightline doctor', () => {
  it('finds every hop of a healthy platform', async () => {
    // It gives each hop some seconds, which a busy machine may not have.
    const examined = async () => {
      const { code, ...said } = await sightline('doctor', '--json');
      const { findings } = said.json<DiagnosisJson>();
      return { code, amiss: findings.filter(({ state }) => state === 'broken' || state === 'skipped') };
    };
    await expect.poll(examined, { timeout: 2 * patience.withinMs }).toEqual({ code: 0, amiss: [] });
  });

  it('names the hop where it breaks, and what to look at', async () => {
    const payment = processOf(platform, 'payment');
    process.kill(payment, 'SIGSTOP');
    try {
      const { code, ...said } = await sightline('doctor', '--json');
      const { findings } = said.json<DiagnosisJson>();
      const stateOf = (hop: string) => findings.find((finding) => finding.hop === `trace: ${hop}`);
      expect(stateOf('order.created sent')?.state).toBe('ok');
      expect(stateOf('order.created taken')).toMatchObject({
        state: 'broken',
        next: expect.stringContaining('payment'),
      });
      expect(stateOf('bank called')?.state).toBe('skipped');
      expect(code).toBe(1);
    } finally {
      process.kill(payment, 'SIGCONT');
    }
    const { value: order } = await finalOrder((await buy(platform, 'tok_ok')).id, platform, patience);
    expect(order?.status).toBe('paid');
  });
});

describe('without a platform', () => {
  it('every verb that needs one says so, without a stack', async () => {
    const nowhere = join(tmpdir(), 'sightline-nowhere');
    const env = { SIGHTLINE_HOME: nowhere, SIGHTLINE_PLATFORM: '', SIGHTLINE_PORT_PROMETHEUS: '1' };
    for (const verb of [['status'], ['trace', '--last'], ['doctor', '--yes'], ['score']]) {
      const { code, err } = await sightlineAt({ cwd: tmpdir(), env }, ...verb);
      const said = expect.stringMatching(/^No platform is running here: start it with `npm start`[^\n]*\n$/);
      expect({ verb, code, err }).toEqual({ verb, code: 2, err: said });
    }
  });
});
