import { defineConfig } from 'vite';
import { compressed } from './vite/compressed.mts';
import { grafanaFiles } from './vite/grafana-files.mts';
import { leftOut } from './vite/left-out.mts';

export default defineConfig({
  plugins: [leftOut(), grafanaFiles(), compressed()],
  resolve: {
    alias: [
      { find: 'react-router-dom-v5-compat', replacement: 'react-router-dom' },
      // The time zones of the years around now, instead of those since 1900.
      { find: /^moment-timezone$/, replacement: 'moment-timezone/builds/moment-timezone-with-data-10-year-range' },
    ],
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
