import { defineConfig } from 'vite';
import { compressed } from './build/compressed.mts';
import { grafanaFiles } from './build/grafana-files.mts';

export default defineConfig({
  root: 'page',
  plugins: [grafanaFiles(), compressed()],
  resolve: {
    alias: { 'react-router-dom-v5-compat': 'react-router-dom' },
    dedupe: ['react', 'react-dom', 'react-router-dom', 'rxjs', '@grafana/data', '@emotion/react', '@emotion/css'],
  },
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 10_000,
    rollupOptions: {
      // plugin-compat names functions that only a later @grafana/runtime has, and does without where they are missing.
      shimMissingExports: true,
      onwarn: (warning, warn) => {
        if (!['SHIMMED_EXPORT', 'MODULE_LEVEL_DIRECTIVE', 'INVALID_ANNOTATION'].includes(warning.code ?? ''))
          warn(warning);
      },
    },
  },
});
