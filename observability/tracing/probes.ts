const probes = new Set(['/metrics', '/health/live', '/health/ready']);

/** Scrapes and health checks: asked every few seconds, and about nothing a trace could tell. */
export function isProbe(url: string): boolean {
  return probes.has(url.split('?', 1)[0] ?? url);
}
