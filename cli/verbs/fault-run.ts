import { setTimeout as delay } from 'node:timers/promises';
import { usageError } from '../cli-error';
import type { Connections } from '../connections';
import {
  compareMethods,
  type FaultOutcome,
  faults,
  findFaults,
  isRecording,
  keepOutcome,
  keepRecording,
  keepSeries,
  outcomesText,
  playFault,
  type Recording,
  recordSeries,
  steadyShoppers,
} from '../fault';
import { interruption } from '../interruption';
import { verb } from '../verb';

interface RunOptions {
  readonly all?: boolean;
  readonly write?: boolean;
  readonly python?: string;
  readonly alone?: boolean;
}

/** What is compared with must have been there before. */
const shoppersFirstMs = 20_000;

/** Everything of ten minutes is much to ask for. */
const patienceMs = 60_000;

export const faultRunVerb = verb<RunOptions>({
  name: 'fault run',
  summary: 'break the platform from outside, and see what `why` names',
  description:
    'Does to the platform what no part of it knows of: stops processes by a signal, fills disks, locks tables. Asks `sightline why` after a while, records what there was to go by, and undoes the fault, also when called off by Ctrl-C. Exit code 1 when the cause was not named first.',
  onlyReads: false,
  needs: ['supervisor'],
  arguments: [{ name: '[fault...]', description: 'one or more, by their names from `fault list`' }],
  options: [
    { flags: '--all', description: 'all of them, one after the other: about an hour' },
    { flags: '--write', description: 'keep what came of it in docs/unmet-faults.md' },
    {
      flags: '--python <program>',
      description: 'a Python that has the package RCAEval: ranks the same series by BARO',
    },
    { flags: '--alone', description: '`why` alone: no series are recorded, and no other method ranks them' },
  ],
  examples: [
    { command: 'sightline fault run postgres-frozen', does: 'one, from its cause to the platform being whole again' },
    { command: 'sightline fault run --all --write', does: 'all of them, and the table' },
  ],
  async run({ args: names, options: { all, write, python, alone }, screen, connect }) {
    if (all && names.length > 0) throw usageError('Name faults, or ask for --all');
    const chosen = all ? faults : findFaults(names);
    const connections = await connect();
    const { home } = connections.supervised;
    const interrupted = interruption();
    const shopping = new AbortController();
    const shoppers = steadyShoppers(connections.shop.orders, AbortSignal.any([shopping.signal, interrupted.signal]));
    const outcomes: FaultOutcome[] = [];
    try {
      screen.progress('shoppers come first: what is now is compared with what was before');
      await delay(shoppersFirstMs, undefined, { signal: interrupted.signal }).catch(() => {});
      for (const fault of interrupted.signal.aborted ? [] : chosen) {
        const played = await playFault(fault, { connections, signal: interrupted.signal, progress: screen.progress });
        if (isRecording(played)) keepRecording(home, played);
        const outcome =
          isRecording(played) && !alone
            ? await compared(played, { connections, python, home }).catch((error: Error) => {
                screen.progress(`${fault.name}: could not be recorded: ${error.message}`);
                return played.played;
              })
            : isRecording(played)
              ? played.played
              : played;
        outcomes.push(outcome);
        if (interrupted.signal.aborted) break;
        if (write) keepOutcome(outcome);
      }
    } finally {
      shopping.abort();
      await shoppers;
      interrupted.end();
    }
    return { value: outcomes, text: outcomesText(outcomes, screen.paint), problem: outcomes.some(isMissed) };
  },
});

const isMissed = ({ truths, named, problem }: FaultOutcome) =>
  problem === undefined && !truths.some(({ name }) => name === named[0]?.name);

/** Keeps what was recorded, and asks the other methods. */
async function compared(
  recording: Recording,
  { connections, python, home }: { connections: Connections; python: string | undefined; home: string },
): Promise<FaultOutcome> {
  const { played, platform } = recording;
  const causedAt = new Date(played.at);
  const askedAt = new Date(causedAt.getTime() + (played.askedAfterMs ?? 0));
  const recorded = await recordSeries(connections.waiting(patienceMs).metrics, { causedAt, askedAt });
  keepSeries(home, played.fault, recorded);
  const known = new Set<string>(platform.components.map(({ name }) => name));
  return { ...played, others: await compareMethods(recorded, { known, python }) };
}
