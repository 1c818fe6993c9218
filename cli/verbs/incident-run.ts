import { writeFileSync } from 'node:fs';
import { inRepository } from '@sightline/stack';
import { type Incident, incidents } from '@sightline/traffic';
import { usageError } from '../cli-error';
import { runningPlatform } from '../connect';
import {
  findIncident,
  incidentPlatform,
  isMissed,
  type Played,
  playedPage,
  playedText,
  playIncident,
} from '../incident';
import { parseWholeNumber } from '../parse';
import { verb } from '../verb';

interface RunOptions {
  readonly all?: boolean;
  readonly load?: number;
  readonly write?: boolean;
}

const page = ['docs', 'incidents.md'];

export const incidentRunVerb = verb<RunOptions>({
  name: 'incident run',
  summary: 'make something go wrong, and see who notices',
  description:
    'Switches the cause of an incident on under its load, waits for its alert and its notification, asks for the evidence it names and for `sightline why`, and switches the cause off again, also when called off by Ctrl-C. Exit code 1 when nobody noticed.',
  onlyReads: false,
  arguments: [{ name: '[incident]', description: 'its name, from `incident list`' }],
  options: [
    { flags: '--all', description: 'all of them, one after the other: some 45 minutes' },
    {
      flags: '--load <rate>',
      description: 'its requests a second, instead of what its file says',
      parse: parseWholeNumber(1, 200),
    },
    { flags: '--write', description: `with --all: keep the table in ${page.join('/')}` },
  ],
  examples: [
    { command: 'sightline incident run slow-bank', does: 'one, from its cause to its recovery' },
    { command: 'sightline incident run --all --write', does: 'all, and the table' },
  ],
  async run({ args: [name], options: { all, load, write }, screen, connect }) {
    if (all && name !== undefined) throw usageError('Name one incident, or ask for --all');
    if (write && !all) throw usageError('--write keeps the table of all incidents: it goes with --all');
    const chosen = all ? incidents : [withLoad(findIncident(name), load)];
    if (all && load !== undefined) throw usageError('--load goes with one incident: each has a load of its own');
    const platform = incidentPlatform();
    const options = { connections: connect(), platform, state: runningPlatform, progress: screen.progress };
    const played: Played[] = [];
    for (const incident of chosen) {
      const result = await playIncident(incident, options);
      played.push(result);
      if (result.interrupted) break;
    }
    if (write && played.length === incidents.length)
      writeFileSync(inRepository(...page), playedPage(played, new Date()));
    return { value: played, text: playedText(played, screen.paint), problem: played.some(isMissed) };
  },
});

function withLoad(incident: Incident, perSecond: number | undefined): Incident {
  if (perSecond === undefined) return incident;
  if (incident.load === undefined) throw usageError(`${incident.name} needs no load of its own: leave --load out`);
  return { ...incident, load: { ...incident.load, perSecond } };
}
