import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { PlatformError, programAtHand } from '@sightline/stack';

/** The path of a VictoriaLogs that was given or that the platform has installed; nothing where there is none. */
export const victoriaLogsProgram = () => orNothing(() => programAtHand('victorialogs', 'victoria-logs'));

/** The path of a Loki that was given, that the platform has installed, or that is on PATH; nothing where there is none. */
export const lokiProgram = () => orNothing(() => programAtHand('loki', 'loki')) ?? onPath('loki');

function orNothing(find: () => string): string | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof PlatformError) return undefined;
    throw error;
  }
}

function onPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(canRun);
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
