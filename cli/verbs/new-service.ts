import { carryOut, newServiceJson, newServiceText, planService } from '../new';
import { parseWholeNumber } from '../parse';
import { verb } from '../verb';

interface NewServiceOptions {
  readonly port?: number;
  readonly dryRun?: boolean;
}

export const newServiceVerb = verb<NewServiceOptions>({
  name: 'new service',
  summary: 'add a service to this repository: its folder, and all that names it',
  description:
    'Writes a NestJS service with telemetry, its names in the catalogue, its part in the runner, in docker-compose.yml and in the collector, an SLO with its runbook, a dashboard and tests of its own; then links, compiles and generates, so that types, lint and tests pass. It overwrites nothing, and git undoes it.',
  onlyReads: false,
  arguments: [{ name: '<name>', description: 'small letters, words with dashes between them: gift-card' }],
  options: [
    {
      flags: '--port <number>',
      description: 'where it listens (default: the next free one)',
      parse: parseWholeNumber(1024, 65_535),
    },
    { flags: '--dry-run', description: 'say what would be written, and write nothing' },
  ],
  examples: [
    { command: 'sightline new service gift-card --dry-run', does: 'what it would write' },
    { command: 'sightline new service gift-card', does: 'a service that runs with `npm start`, is seen and tested' },
  ],
  async run({ args: [name = ''], options: { port, dryRun = false }, screen }) {
    const plan = planService(name, { port });
    const done = dryRun ? {} : await carryOut(plan, screen.progress);
    return {
      value: newServiceJson(plan, done, dryRun),
      text: newServiceText(plan, done, dryRun),
      problem: done.failed !== undefined,
    };
  },
});
