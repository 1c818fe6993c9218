import { type Incident, incidentPlatform, incidents, incidentsOn } from '@sightline/traffic';
import { usageError } from '../cli-error';
import { findIncident, isMissed, keepOutcome, type Played, playedText, playIncident } from '../incident';
import { parseWholeNumber } from '../parse';
import { runningPlatform } from '../platform';
import { verb } from '../verb';

interface RunOptions {
  readonly all?: boolean;
  readonly load?: number;
  readonly write?: boolean;
}

export const incidentRunVerb = verb<RunOptions>({
  name: 'incident run',
  summary: 'make something go wrong, and see who notices',
  description:
    'Switches the cause of an incident on under its load, waits for its alert and its notification, asks for the evidence it names and for `sightline why`, and switches the cause off again, also when called off by Ctrl-C. Exit code 1 when nobody noticed.',
  onlyReads: false,
  needs: ['supervisor'],
  arguments: [{ name: '[incident...]', description: 'one or more, by their names from `incident list`' }],
  options: [
    { flags: '--all', description: 'all of them, one after the other: some 45 minutes' },
    {
      flags: '--load <rate>',
      description: 'its requests a second, instead of what its file says',
      parse: parseWholeNumber(1, 200),
    },
    { flags: '--write', description: 'keep what came of it in docs/incidents.md' },
  ],
  examples: [
    { command: 'sightline incident run slow-bank', does: 'one, from its cause to its recovery' },
    { command: 'sightline incident run --all --write', does: 'all, and the table' },
  ],
  async run({ args: names, options: { all, load, write }, screen, connect }) {
    const chosen = chosenIncidents(names, { all: all ?? false, load });
    const connections = await connect();
    const options = {
      connections,
      platform: incidentPlatform(connections.supervised),
      state: runningPlatform,
      progress: screen.progress,
    };
    const [on] = await incidentsOn(incidents, options.platform);
    if (on) throw usageError(`${on.name} is on already, and would be blamed: end it with \`sightline incident stop\``);
    const played: Played[] = [];
    for (const incident of chosen) {
      const outcome = await playIncident(incident, options);
      played.push(outcome);
      if (outcome.interrupted) break;
      if (write) keepOutcome(outcome);
    }
    return { value: played, text: playedText(played, screen.paint), problem: played.some(isMissed) };
  },
});

function chosenIncidents(names: readonly string[], { all, load }: { all: boolean; load: number | undefined }) {
  if (all && names.length > 0) throw usageError('Name incidents, or ask for --all');
  if (all && load !== undefined) throw usageError('--load goes with one incident: each has a load of its own');
  if (all) return incidents;
  const [first, ...others] = names;
  if (others.length === 0) return [withLoad(findIncident(first), load)];
  if (load !== undefined) throw usageError('--load goes with one incident: each has a load of its own');
  return names.map(findIncident);
}

function withLoad(incident: Incident, perSecond: number | undefined): Incident {
  if (perSecond === undefined) return incident;
  if (incident.load === undefined) throw usageError(`${incident.name} needs no load of its own: leave --load out`);
  return { ...incident, load: { ...incident.load, perSecond } };
}
