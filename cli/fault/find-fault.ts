import { usageError } from '../cli-error';
import { oneNamed } from '../unknown-name';
import type { Fault } from './fault';
import { faults } from './faults';

/** Those named, in the order in which they are played. @throws {CliError} USAGE with the names there are. */
export function findFaults(names: readonly string[]): readonly Fault[] {
  if (names.length === 0)
    throw usageError(`Name a fault, or ask for --all: ${faults.map((each) => each.name).join(', ')}`);
  const chosen = names.map((name) => oneNamed('fault', name, faults));
  return faults.filter((each) => chosen.includes(each));
}
