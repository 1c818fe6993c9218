import type { PlatformState } from '@sightline/stack';
import { columns } from '../terminal/columns';
import type { Paint } from '../terminal/paint';

const colours = { ready: 'green', failed: 'red' } as const;

/** Every component: its version, state, seconds to start, memory, address, and where its program came from. */
export function platformTable({ components, memoryBytes }: PlatformState, paint: Paint): string {
  const rows = components.map((component) => {
    const { status, restarts, startSeconds, memoryBytes: memory } = component;
    const colour = status in colours ? colours[status as keyof typeof colours] : 'yellow';
    return [
      component.title,
      component.version,
      paint(colour, restarts > 0 ? `${status}, ${restarts} restarts` : status),
      startSeconds === undefined ? '' : `${startSeconds.toFixed(1)} s`,
      memory === undefined ? '' : megabytes(memory),
      component.address ?? '',
      paint('dim', component.origin ?? ''),
    ];
  });
  const right = (title: string) => ({ title, align: 'right' }) as const;
  const head = [{ title: 'component' }, { title: 'version' }, { title: 'state' }, right('start'), right('memory')];
  const table = columns([...head, { title: 'address' }, { title: 'program from' }], rows);
  return `${table}\nTogether ${megabytes(memoryBytes)} resident`;
}

/** Without the API key: what is printed ends up in logs. */
export const platformJson = ({ apiKey: _, ...platform }: PlatformState) => platform;

const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
