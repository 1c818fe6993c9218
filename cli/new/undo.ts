import { execFileSync } from 'node:child_process';
import { inRepository } from '@sightline/stack';

/** What git says has changed since the last commit; undefined where there is no git. */
export function changedSince(): string | undefined {
  try {
    return execFileSync('git', ['status', '--porcelain'], {
      cwd: inRepository(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
}

/** The commands that take back these changes by their paths, and leave everything else alone. */
export function undoing(status: string, service: string): string[] {
  const lines = status.split('\n').filter(Boolean);
  const paths = (isNew: boolean) =>
    lines.filter((line) => line.startsWith('??') === isNew).map((line) => line.slice(3));
  const [restored, removed] = [paths(false), paths(true)];
  return [
    ...(restored.length > 0 ? [`git restore ${restored.join(' ')}`] : []),
    ...(removed.length > 0 ? [`git clean -fdx ${removed.join(' ')}`] : []),
    // Its link among the libraries.
    `rm -f node_modules/@sightline/${service}`,
  ];
}
