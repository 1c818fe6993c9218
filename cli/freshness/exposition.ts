import { type Access, BackendError, fetchOver } from '@sightline/stores';

/** The value of one series on a service's own /metrics page: what Prometheus should say before long. */
export async function exposedValue(
  { url, ...own }: Pick<Access, 'url' | 'ca' | 'clientCertificate'>,
  series: { name: string; labels: Record<string, string> },
) {
  const response = await fetchOver(own)(`${url}/metrics`, { signal: AbortSignal.timeout(5000) }).catch((cause) => {
    throw new BackendError('BACKEND_UNREACHABLE', 'metrics', `${url}/metrics does not answer`, { cause });
  });
  return valueIn(await response.text(), series);
}

/** Sums the series of that name that carry all the labels; 0 when there are none. */
export function valueIn(page: string, { name, labels }: { name: string; labels: Record<string, string> }): number {
  const wanted = Object.entries(labels).map(([key, value]) => `${key}="${value}"`);
  return page
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .filter((line) => wanted.every((label) => line.includes(label)))
    .map((line) => Number(/(?:\}| )\s*([0-9.eE+-]+|NaN)/.exec(line)?.[1] ?? 0))
    .reduce((sum, value) => sum + value, 0);
}
