import type { LoadResult } from '@sightline/traffic';
import { columns } from '../terminal/columns';
import { milliseconds } from '../terminal/duration';
import type { Paint } from '../terminal/paint';

const right = (title: string) => ({ title, align: 'right' }) as const;
const shown = 5;

/** What a run found, for people: the figures, by route, and the requests worth following. */
export function loadText(result: LoadResult, { file, paint }: { file: string; paint: Paint }): string {
  const { sent, failed, latency, generator, orders } = result;
  const took = (Date.parse(result.endedAt) - Date.parse(result.startedAt)) / 1000;
  const [slow, bad] = [result.slowest.slice(0, shown), result.failures.slice(0, shown)];
  return [
    `${result.profile}${result.ended === 'stopped' ? ' (stopped)' : ''}: ${sent} requests in ${took.toFixed(1)} s, ${(sent / took).toFixed(1)} a second; ${paint(failed > 0 ? 'red' : 'green', `${failed} failed (${share(failed, sent)})`)}`,
    `p50 ${milliseconds(latency.p50)}, p95 ${milliseconds(latency.p95)}, p99 ${milliseconds(latency.p99)}, max ${milliseconds(latency.max)}, from the moment a request was due`,
    `${orders.sent} orders sent, ${orders.accepted} accepted: ${orders.toBeCaptured} to be paid, ${orders.toBeDeclined} to be declined`,
    `the generator was late by ${milliseconds(generator.lag.p99)} (p99) and used ${generator.cpuSeconds.toFixed(1)} s of CPU${generator.turnedAway > 0 ? paint('red', `; ${generator.turnedAway} visits were turned away`) : ''}`,
    '',
    columns(
      [{ title: 'route' }, ...['sent', 'failed', 'p50', 'p95', 'p99', 'max'].map(right)],
      result.routes.map((route) => [
        `${route.method} ${route.route}`,
        `${route.sent}`,
        `${failedOf(route.statuses)}`,
        ...[route.latency.p50, route.latency.p95, route.latency.p99, route.latency.max].map(milliseconds),
      ]),
    ),
    ...(bad.length > 0 ? ['', 'Failed', notable(bad)] : []),
    '',
    'Slowest (follow one: sightline trace <trace>)',
    notable(slow),
    '',
    `Kept in ${file}`,
  ].join('\n');
}

const notable = (requests: LoadResult['slowest']) =>
  columns(
    [right('latency'), { title: 'status' }, { title: 'route' }, { title: 'trace' }],
    requests.map(({ latencyMs, status, error, method, route, traceId }) => [
      milliseconds(latencyMs),
      String(status ?? error),
      `${method} ${route}`,
      traceId,
    ]),
  );

const failedOf = (statuses: Readonly<Record<string, number>>) =>
  Object.entries(statuses).reduce((sum, [status, count]) => sum + (Number(status) < 400 ? 0 : count), 0);

const share = (part: number, whole: number) => `${(whole === 0 ? 0 : (part / whole) * 100).toFixed(2)} %`;
