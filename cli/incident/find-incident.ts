import { type Incident, incidents } from '@sightline/traffic';
import { usageError } from '../cli-error';
import { unknownName } from '../unknown-name';

/** @throws {CliError} USAGE with the names there are. */
export function findIncident(name: string | undefined): Incident {
  const names = incidents.map((each) => each.name);
  if (name === undefined) throw usageError(`Name an incident: one of ${names.join(', ')}`);
  const incident = incidents.find((each) => each.name === name);
  if (incident) return incident;
  throw unknownName('incident', name, names);
}
