import type { Plugin } from 'vite';

/** Editors and maps that Grafana's components can load, for what this page never shows: two thirds of the build otherwise. */
const packages = /^(monaco-editor|@monaco-editor\/react|ol)(\/|$)/;
const empty = '\0left-out';

/** Puts an empty module in the place of each; the names imported from it are shimmed. */
export function leftOut(): Plugin {
  return {
    name: 'left-out',
    enforce: 'pre',
    resolveId: (source) => (packages.test(source) ? empty : undefined),
    load: (id) => (id === empty ? 'export default {};' : undefined),
  };
}
