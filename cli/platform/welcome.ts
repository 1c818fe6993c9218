import type { PlatformState } from '@sightline/stack';
import { traceJson } from '../follow';
import { traceView } from '../trace-view';
import type { Screen } from '../verb';
import type { FirstTrace } from './first-trace';
import { megabytes, platformJson, platformTable } from './table';

interface Welcome {
  readonly state: PlatformState;
  readonly first: FirstTrace;
  readonly screen: Pick<Screen, 'paint' | 'width'>;
  readonly detached: boolean;
}

/** What a newcomer sees when everything runs: the table, one order followed, where to look, what to try. */
export function upText({ state, first, screen, detached }: Welcome): string {
  const { paint } = screen;
  const { order, trace, links, seconds } = first;
  return [
    platformTable(state),
    '',
    trace
      ? traceView(trace, { ...screen, links })
      : paint('red', `Order ${order.id}: its trace ${order.traceId} did not come`),
    '',
    `First correlated trace after ${seconds.toFixed(1)} s; ${megabytes(state.memoryBytes)} resident`,
    '',
    ...whereToLook(state),
    'Try   npx sightline order create --token tok_declined --follow',
    '      npx sightline trace --last-error',
    '      npx sightline doctor',
    detached ? 'Stop  npm stop' : 'Stop  Ctrl-C',
  ].join('\n');
}

/** The pages for people; of each only what runs. */
function whereToLook({ components, addresses }: PlatformState): string[] {
  const runs = (...names: string[]) => components.some(({ name }) => names.includes(name));
  const pages = [
    ...(runs('grafana', 'viewer') ? [`${addresses.url('grafana')}  dashboards`] : []),
    ...(runs('zipkin') ? [`${addresses.url('zipkin')}/zipkin  traces`] : []),
    ...(runs('inbox') ? [`${addresses.url('inbox')}  what alerts have sent to people`] : []),
    `${addresses.url('order')}/docs  the shop's API`,
  ];
  return pages.map((page, index) => `${index === 0 ? 'Look ' : '     '} ${page}`);
}

export const upJson = (state: PlatformState, { order, trace, links, seconds }: FirstTrace) => ({
  platform: platformJson(state),
  order,
  trace: trace && traceJson(trace, links),
  firstTraceSeconds: seconds,
});
