import { isDeepStrictEqual } from 'node:util';
import { fetchOver } from '@sightline/stores';
import { z } from 'zod';
import type { Cause, Incident } from './incident';
import type { IncidentPlatform } from './platform';

const flagsSchema = z.object({
  flags: z.array(
    z.object({ key: z.string(), percent: z.number(), where: z.record(z.string(), z.string()).optional() }),
  ),
});
const behaviourSchema = z.record(z.string(), z.unknown());

const PATIENCE_MS = 5_000;

/** The incidents whose cause is on now, whoever switched it; what does not answer is not known to be on. */
export async function incidentsOn(incidents: readonly Incident[], platform: IncidentPlatform): Promise<Incident[]> {
  const [flags, behaviour] = await Promise.all([
    ask(platform, `${platform.url('flags')}/flags`, flagsSchema),
    ask(platform, `${platform.url('bank')}/behaviour`, behaviourSchema),
  ]);
  const isFlagOn = (name: string) =>
    flags?.flags.some(({ key, percent, where }) => key === name && (percent > 0 || where));
  const isOn = (cause: Cause) => {
    switch (cause.kind) {
      case 'flag':
        return isFlagOn(cause.flag);
      case 'bank':
        return Object.entries(cause.behaviour).every(([name, value]) => isDeepStrictEqual(behaviour?.[name], value));
      case 'component':
        return platform.isIntervenedIn(cause.component);
      case 'release':
        return platform.isIntervenedIn(cause.service) || isFlagOn(cause.flag);
    }
  };
  return incidents.filter(({ cause }) => isOn(cause));
}

async function ask<Schema extends z.ZodType>(
  { own, apiKey }: IncidentPlatform,
  url: string,
  schema: Schema,
): Promise<z.infer<Schema> | undefined> {
  try {
    const response = await fetchOver(own)(url, {
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: { 'x-api-key': apiKey },
    });
    return schema.safeParse(await response.json()).data;
  } catch {
    return undefined;
  }
}
