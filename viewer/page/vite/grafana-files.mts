import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import type { Plugin } from 'vite';

const { resolve } = createRequire(import.meta.url);

/** The fonts by the names Grafana's styles ask for, from packages that carry them. */
const fonts = {
  'inter/Inter-Regular.woff2': '@fontsource/inter/files/inter-latin-400-normal.woff2',
  'inter/Inter-Medium.woff2': '@fontsource/inter/files/inter-latin-500-normal.woff2',
  'inter/Inter-Italic.woff2': '@fontsource/inter/files/inter-latin-400-italic.woff2',
  'inter/Inter-MediumItalic.woff2': '@fontsource/inter/files/inter-latin-500-italic.woff2',
  'roboto/L0xTDF4xlVMF-BfR8bXMIhJHg45mwgGEFl0_3vrtSM1J-gEPT5Ese6hmHSh0mQ.woff2':
    '@fontsource/roboto-mono/files/roboto-mono-latin-400-normal.woff2',
};

/** The files that Grafana's server has under `public/`: the icons, fetched one by one as they are shown, and the fonts. */
export function grafanaFiles(): Plugin {
  return {
    name: 'grafana-files',
    generateBundle() {
      const emit = (fileName: string, file: string) =>
        this.emitFile({ type: 'asset', fileName, source: readFileSync(file) });
      const images = join(dirname(resolve('@grafana/ui/package.json')), 'dist', 'public', 'img');
      for (const entry of readdirSync(images, { withFileTypes: true, recursive: true })) {
        if (!entry.isFile()) continue;
        const file = join(entry.parentPath, entry.name);
        emit(`public/build/img/${relative(images, file).split(sep).join('/')}`, file);
      }
      for (const [name, file] of Object.entries(fonts)) emit(`public/fonts/${name}`, resolve(file));
    },
  };
}
