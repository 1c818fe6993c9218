import { readdir } from 'node:fs/promises';
import { metrics } from '../../catalogue/library';
import { counter } from '../counter';
import { gauge } from '../gauge';

export function observeProcess(): void {
  const cpu = counter(metrics.processCpu);
  let cpuBefore = 0;
  gauge(metrics.processResidentMemory).collect(() => {
    // A counter cannot be read at the scrape, so it is brought up to date by its neighbour.
    const { user, system } = process.cpuUsage();
    const cpuNow = (user + system) / 1e6;
    cpu.inc({}, cpuNow - cpuBefore);
    cpuBefore = cpuNow;
    return [{ labels: {}, value: process.memoryUsage.rss() }];
  });
  // Only Linux tells; elsewhere the gauge stays at 0.
  gauge(metrics.processOpenHandles).collect(async () => [
    { labels: {}, value: (await readdir('/proc/self/fd')).length },
  ]);
  gauge(metrics.processStartTime).set({}, Date.now() / 1000 - process.uptime());
}
