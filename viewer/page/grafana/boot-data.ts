import { themeId } from '../shell/theme-choice';

/** What a Grafana server writes into its page for its front end to start from: here only what the libraries read. */
export function bootData() {
  return {
    assets: { dark: '', light: '' },
    settings: { buildInfo: { version: '13.2.2', commit: '', env: 'production' }, featureToggles: {}, appSubUrl: '' },
    user: { theme: themeId(), timezone: 'browser', locale: 'en-US', language: 'en-US', orgRole: 'Viewer', orgId: 1 },
    navTree: [],
  };
}
