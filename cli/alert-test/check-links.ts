import type { Received } from '@sightline/inbox';
import { fetchOver, type TraceStore } from '@sightline/stores';
import type { Shop } from '../connections';

export interface LinkCheck {
  readonly link: 'runbook' | 'dashboard' | 'trace';
  readonly url: string;
  /** Undefined when it leads where it should. */
  readonly problem?: string;
}

/** Follows the links of a notification as a person would. A trace is optional: not every alert is about requests. */
export async function checkLinks(
  { notification, traceId }: Received,
  { traces, shop }: { readonly traces: TraceStore; readonly shop: Pick<Shop, 'addresses' | 'own'> },
): Promise<LinkCheck[]> {
  // What lies elsewhere is shown no certificate of ours, and believed as usual.
  const asked = (url: string) => fetchOver(new URL(url).hostname === shop.addresses.host ? shop.own : {});
  const opens = (url: string) => opensBy(asked(url), url);
  const { runbook, dashboard, trace } = notification.alerts[0]?.links ?? {};
  return Promise.all([
    checked('runbook', runbook, (url) => opens(url)),
    checked('dashboard', dashboard, async (url) => (await opens(url)) ?? (await opens(dashboardApi(url)))),
    ...(trace && traceId ? [checked('trace', trace, () => hasSpans(traceId, traces))] : []),
  ]);
}

async function checked(
  link: LinkCheck['link'],
  url: string | undefined,
  check: (url: string) => Promise<string | undefined>,
): Promise<LinkCheck> {
  if (!url) return { link, url: '', problem: `the alert has no ${link}` };
  const problem = await check(url).catch((error: Error) => `${url}: ${error.message}`);
  return { link, url, ...(problem && { problem }) };
}

async function opensBy(ask: typeof fetch, url: string): Promise<string | undefined> {
  const { status, ok, body } = await ask(url, { signal: AbortSignal.timeout(10_000) });
  await body?.cancel();
  return ok ? undefined : `${url} answers ${status}`;
}

/** The page of a dashboard opens whatever its uid is; its definition does not. */
function dashboardApi(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}/api/dashboards/uid/${pathname.split('/')[2] ?? ''}`;
}

const hasSpans = async (traceId: string, traces: TraceStore) =>
  (await traces.spans(traceId))?.length ? undefined : `trace ${traceId} is not stored`;
