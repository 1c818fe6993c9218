import { addresses } from '../addresses';
import type { Site } from '../component';
import { homeAt, prepareHome } from '../home';
import { readSettings } from '../settings';
import { siteOf } from '../site';
import { temporaryFolder } from './temporary-folder';

/** A platform's surroundings in a folder of their own, without engines. */
export function testSite(): Site {
  const folder = temporaryFolder();
  const home = homeAt(folder);
  prepareHome(home, { fresh: true });
  const settings = readSettings({ SIGHTLINE_HOME: folder, SIGHTLINE_CACHE: `${folder}/cache` });
  return siteOf({
    settings,
    home,
    addresses: addresses({}),
    installed: {},
    traceStore: 'zipkin',
    logStore: 'victorialogs',
    dashboards: 'viewer',
    sloScale: 'real',
    replicas: {},
  });
}
