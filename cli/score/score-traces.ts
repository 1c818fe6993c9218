import { spanTree } from '@sightline/stores';
import type { Connections } from '../connections';
import type { Window } from './part';
import { judge } from './part';
import { sampleSize } from './sample-size';
import type { StoredTraces } from './stored-traces';

/** Every trace has one root, or the requests of one caller, and no span whose parent is missing. */
export async function scoreTraces({ traces }: Connections, stored: StoredTraces, window: Window) {
  const found = await traces.search({ ...window, limit: sampleSize.traces });
  return judge('traces without orphan spans', found, async ({ traceId }) => {
    const spans = (await stored.spans(traceId)) ?? [];
    const { roots, calledFrom, orphans } = spanTree({ spans, logs: [] });
    const [orphan] = orphans;
    if (orphan) return `trace ${traceId}: ${orphan.span.service} ${orphan.span.name} has lost its parent`;
    return roots.length === 1 || calledFrom !== undefined ? undefined : `trace ${traceId} has ${roots.length} roots`;
  });
}
