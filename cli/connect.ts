import { type PlatformState, readPlatform } from '@sightline/stack';
import { CliError } from './cli-error';
import { type Connections, connections } from './connections';

/** The services and stores of the platform that runs from this home. @throws {CliError} PLATFORM_NOT_RUNNING */
export function connectToPlatform(): Connections {
  const platform = runningPlatform();
  const explore = platform.components.some(({ name }) => name === 'grafana' || name === 'viewer');
  return connections({ ...platform, explore });
}

/** The platform that runs from this home. @throws {CliError} PLATFORM_NOT_RUNNING */
export function runningPlatform(): PlatformState {
  const platform = readPlatform();
  if (platform !== undefined) return platform;
  throw new CliError('PLATFORM_NOT_RUNNING', 'No platform is running here: start it with `npm start`');
}
