import { z } from 'zod';

const pane = z.object({
  datasource: z.string(),
  queries: z.array(z.looseObject({ refId: z.string().default('A') })).default([]),
  range: z.object({ from: z.coerce.string(), to: z.coerce.string() }).default({ from: 'now-1h', to: 'now' }),
});

export type Pane = z.infer<typeof pane>;

/** What a link to Grafana's Explore asks for: the first of its panes; undefined when it asks for nothing readable. */
export function paneOf(search: string): Pane | undefined {
  const panes = new URLSearchParams(search).get('panes');
  if (!panes) return undefined;
  try {
    return z
      .record(z.string(), pane)
      .transform((all) => Object.values(all)[0])
      .parse(JSON.parse(panes));
  } catch {
    return undefined;
  }
}
