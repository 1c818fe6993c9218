import { type MeasuredPlatform, type PlatformState, stillBeingBuilt } from '@sightline/stack';
import { traceJson } from '@sightline/stores';
import { traceView } from '../trace-view';
import type { Screen } from '../verb';
import type { FirstTrace } from './first-trace';
import { megabytes, platformJson, platformTable } from './table';

type Style = Pick<Screen, 'paint' | 'width'>;

interface Welcome {
  readonly state: MeasuredPlatform;
  readonly first: FirstTrace;
  /** Whether the first trace was shown before, while others were still being built. */
  readonly shown: boolean;
  readonly screen: Style;
  readonly detached: boolean;
}

/** What a newcomer sees when everything runs: the table, one order followed, where to look, what to try. */
export function upText({ state, first, shown, screen, detached }: Welcome): string {
  return [
    platformTable(state),
    '',
    ...(shown ? [] : [firstTraceText(first, screen), '']),
    `First correlated trace after ${first.seconds.toFixed(1)} s; ${megabytes(state.memoryBytes)} resident`,
    '',
    ...whereToLook(state),
    'Try   npx sightline order create --token tok_declined --follow',
    '      npx sightline trace --last-error',
    '      npx sightline doctor',
    detached ? 'Stop  npm stop' : 'Stop  Ctrl-C',
  ].join('\n');
}

/** What can be used while other components are still being built. */
export const usableText = (state: PlatformState): string =>
  ['', ...whereToLook(state), stillBeingBuilt(state.components) ?? '', ''].join('\n');

export function firstTraceText({ order, trace, links }: FirstTrace, screen: Style): string {
  if (trace) return traceView(trace, { ...screen, links });
  return screen.paint('red', `Order ${order.id}: its trace ${order.traceId} did not come`);
}

/** The pages for people; of each only what runs. */
function whereToLook({
  components,
  addresses,
  certificates,
}: Pick<PlatformState, 'components' | 'addresses' | 'certificates'>): string[] {
  const runs = (...names: string[]) =>
    components.some(({ name, status }) => names.includes(name) && status === 'ready');
  const pages = [
    ...(runs('grafana', 'viewer') ? [`${addresses.url('grafana')}  dashboards`] : []),
    ...(runs('zipkin') ? [`${addresses.url('zipkin')}/zipkin  traces`] : []),
    ...(runs('inbox') ? [`${addresses.url('inbox')}  what alerts have sent to people`] : []),
    `${addresses.url('order')}/docs  the shop's API`,
  ];
  const login = certificates
    ? [
        `Enter with any name, and as password a key: npx sightline key add <name> --right telemetry:read`,
        `      in a browser that trusts ${certificates.authority}`,
      ]
    : [];
  return [...pages.map((page, index) => `${index === 0 ? 'Look ' : '     '} ${page}`), ...login];
}

export const upJson = (state: MeasuredPlatform, { order, trace, links, seconds }: FirstTrace) => ({
  platform: platformJson(state),
  order,
  trace: trace && traceJson(trace, links),
  firstTraceSeconds: seconds,
});
