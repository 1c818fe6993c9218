const probes = new Set(['/metrics', '/health/live', '/health/ready']);

/** Scrapes and health checks: asked every few seconds, and about nothing a trace could tell. */
export function isProbe(url: string): boolean {
  const query = url.indexOf('?');
  return probes.has(query === -1 ? url : url.slice(0, query));
}
