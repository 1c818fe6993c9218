import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { PlatformError, programAtHand } from '@sightline/stack';

/** The path of the platform's VictoriaLogs. @throws {PlatformError} ENGINE_UNAVAILABLE */
export const victoriaLogsProgram = () => programAtHand('victorialogs' as 'loki', 'victoria-logs');

/** The path of a Loki that was given, is in the cache or on PATH; nothing where there is none. */
export function lokiProgram(env: NodeJS.ProcessEnv = process.env): string | undefined {
  try {
    return programAtHand('loki', 'loki', env);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return (env.PATH ?? '')
      .split(delimiter)
      .map((folder) => join(folder, 'loki'))
      .find(canRun);
  }
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
