import { type Incident, incidents } from '@sightline/traffic';
import { CliError } from '../cli-error';

/** @throws {CliError} USAGE with the names there are. */
export function findIncident(name: string | undefined): Incident {
  const incident = incidents.find((each) => each.name === name);
  if (incident) return incident;
  const names = incidents.map((each) => each.name).join(', ');
  throw new CliError('USAGE', `${name ? `There is no incident ${name}` : 'Name an incident'}: give one of ${names}`);
}
