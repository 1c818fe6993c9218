import { waitUntil } from '@sightline/stores';
import { duringIncident, type Incident, incidentPlatform, incidents } from '@sightline/traffic';
import { describe, expect, it } from 'vitest';
import { processOf, runningPlatform } from './platform';
import { sightline } from './sightline';

interface Explained {
  readonly hypotheses: readonly {
    readonly subject: { readonly kind: string; readonly name: string };
    readonly findings: readonly { readonly message: string; readonly query: string; readonly link?: string }[];
  }[];
}

const slowBank = incidents.find(({ name }) => name === 'slow-bank') as Incident;

/** Until the platform has run for some minutes there is nothing to compare with. */
const patience = { withinMs: 300_000, everyMs: 5_000 };

describe('sightline why', () => {
  it('names the bank first while the bank is slow, each finding with its query and its link', async () => {
    const { value } = await duringIncident(slowBank, incidentPlatform(runningPlatform().state()), () =>
      waitUntil(async () => {
        const said = await sightline('why', '--recent', '1m', '--json');
        const [first] = said.json<Explained>().hypotheses;
        return said.code === 1 && first?.subject.name === 'bank' ? first : undefined;
      }, patience),
    );
    expect(value?.subject).toEqual({ kind: 'component', name: 'bank' });
    // Which evidence is there first depends on what the minute before held: a log pattern, the calls as counted, their spans.
    expect(value?.findings.map(({ message }) => message).join('\n')).toMatch(/bank|POST \/charges/);
    for (const { query, link } of value?.findings ?? []) {
      expect(query).not.toBe('');
      if (link !== undefined) expect(link).toMatch(/^http/);
    }
  }, 400_000);

  it('names a service first that a signal from outside has stopped', async () => {
    const payment = processOf(runningPlatform(), 'payment');
    process.kill(payment, 'SIGSTOP');
    try {
      const { value } = await waitUntil(
        async () => {
          const [first] = (await sightline('why', '--now', '--json')).json<Explained>().hypotheses;
          return first?.subject.name === 'payment' ? first : undefined;
        },
        { withinMs: 90_000, everyMs: 1000 },
      );
      expect(value?.findings.map(({ message }) => message).join('\n')).toMatch(/payment/);
    } finally {
      process.kill(payment, 'SIGCONT');
    }
  }, 200_000);

  it('refuses what contradicts itself, and an alert nobody knows', async () => {
    expect(await sightline('why', 'Watchdog', '--now')).toMatchObject({ code: 2, out: '' });
    const unknown = await sightline('why', 'NoSuchAlert');
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('There is no alert "NoSuchAlert"')]);
  });
});

describe('sightline incident run', () => {
  it.each([
    [['incident', 'run'], 'Name an incident'],
    [['incident', 'run', 'slow-bnak'], 'There is no incident "slow-bnak"; did you mean slow-bank?'],
    [['incident', 'run', 'slow-bank', '--all'], 'Name incidents, or ask for --all'],
    [['incident', 'run', 'slow-bank', 'bank-down', '--load', '3'], '--load goes with one incident'],
    [['incident', 'run', '--all', '--load', '3'], '--load goes with one incident'],
    [['incident', 'run', 'bank-down', '--load', 'many'], 'is not a whole number'],
  ])('refuses %j and says what is accepted', async (args, message) => {
    const said = await sightline(...args);
    expect([said.code, said.err]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe('sightline fault run', () => {
  it.each([
    [['fault', 'run'], 'Name a fault'],
    [['fault', 'run', 'postgres-frozn'], 'There is no fault "postgres-frozn"; did you mean postgres-frozen?'],
    [['fault', 'run', 'postgres-frozen', '--all'], 'Name faults, or ask for --all'],
  ])('refuses %j and says what is accepted', async (args, message) => {
    const said = await sightline(...args);
    expect([said.code, said.err]).toEqual([2, expect.stringContaining(message)]);
  });
});
