import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readPlatform } from '@sightline/stack';
import { findChromium } from './find-chromium';
import { openBrowser } from './open-browser';
import { visit } from './visit';

const folder = join(__dirname, '..', '..', '..', 'docs', 'screenshots');

const width = 1280;
/** What a reader still scrolls through. */
const highest = 1500;

/**
 * Writes a picture of each dashboard of the running platform into docs/screenshots, and one of the newest order's trace; or
 * those alone that are named.
 */
async function main(wanted: readonly string[]): Promise<void> {
  const chromium = findChromium();
  if ('missing' in chromium) throw new Error(chromium.missing);
  const platform = readPlatform();
  if (!platform) throw new Error('No platform runs here: start one with `npm start`');
  const base = platform.addresses.url('grafana');
  const read = async <T>(path: string) => (await (await fetch(`${base}${path}`)).json()) as T;

  const dashboards = await read<{ uid: string; url: string }[]>('/api/search?type=dash-db');
  const [trace] = await read<{ traceId: string }[]>('/api/traces?service=payment&limit=1');
  const pictures = [
    { name: 'dashboards', url: '/', theme: 'dark' as const },
    ...dashboards.map(({ uid, url }) => ({ name: uid.replace(/^sightline-/, ''), url, theme: 'dark' as const })),
    ...dashboards
      .filter(({ uid }) => uid.endsWith('overview'))
      .map(({ url }) => ({ name: 'light', url, theme: 'light' as const })),
    ...(trace ? [{ name: 'trace', url: `/trace/${trace.traceId}`, theme: 'dark' as const }] : []),
  ];

  mkdirSync(folder, { recursive: true });
  const browser = await openBrowser(chromium.path);
  try {
    for (const { name, url, theme } of pictures) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      const { page, idleMs } = await visit(browser, `${base}${url}`, { theme, width });
      const height = Math.min(highest, page.viewportSize()?.height ?? highest);
      await page.screenshot({ path: join(folder, `${name}.png`), clip: { x: 0, y: 0, width, height } });
      console.log(`${name}.png (idle after ${Math.round(idleMs)} ms)`);
      await page.context().close();
    }
  } finally {
    await browser.close();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
