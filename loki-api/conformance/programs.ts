import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { programIfAtHand } from '@sightline/stack';

/** The path of a VictoriaLogs that was given or that the platform has installed; nothing where there is none. */
export const victoriaLogsProgram = () => programIfAtHand('victorialogs', 'victoria-logs');

/** The path of a Loki that was given, that the platform has installed, or that is on PATH; nothing where there is none. */
export const lokiProgram = () => programIfAtHand('loki', 'loki') ?? onPath('loki');

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
