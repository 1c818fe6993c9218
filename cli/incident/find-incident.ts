import { type Incident, incidents } from '@sightline/traffic';
import { usageError } from '../cli-error';
import { oneNamed } from '../unknown-name';

/** @throws {CliError} USAGE with the names there are. */
export function findIncident(name: string | undefined): Incident {
  if (name !== undefined) return oneNamed('incident', name, incidents);
  throw usageError(`Name an incident: one of ${incidents.map((each) => each.name).join(', ')}`);
}
