import { basename } from 'node:path';
import type { Addresses } from './addresses';
import { keepApiKeys } from './api-keys';
import type { EngineName, Site } from './component';
import { writeConfigFile } from './config-file';
import type { Home } from './home';
import type { Installed } from './install/found';
import type { Replicas } from './replicas';
import { keepSecrets } from './secrets';
import type { LogStore, Settings, SloScale, TraceStore } from './settings';
import { certificatesIn } from './tls/certificates';

export function siteOf(parts: {
  settings: Settings;
  addresses: Addresses;
  home: Home;
  /** Grows while engines are still being had. */
  installed: Installed;
  traceStore: TraceStore;
  logStore: LogStore;
  dashboards: Site['dashboards'];
  sloScale: SloScale;
  replicas: Replicas;
}): Site {
  const { installed, home } = parts;
  const secrets = keepSecrets(home.secretsFile);
  keepApiKeys(home, { operatorKey: secrets.apiKey, letLook: !parts.settings.secure });
  return {
    ...parts,
    ...(parts.settings.secure && { certificates: certificatesIn(home.certificates) }),
    secrets,
    program: (engine, name) => programOf(installed, engine, name),
    configFile: (template, values) => writeConfigFile(template, { values, to: home.run('config', basename(template)) }),
  };
}

function programOf(installed: Installed, engine: EngineName, name: string): string {
  const path = installed[engine]?.programs[name];
  if (!path) throw new Error(`no program ${name} of ${engine}: it was not installed`);
  return path;
}
