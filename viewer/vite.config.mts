import { defineConfig } from 'vite';

export default defineConfig({
  root: 'page',
  base: '/',
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
  resolve: {
    alias: { 'react-router-dom-v5-compat': 'react-router-dom' },
    dedupe: ['react', 'react-dom', 'react-router-dom', 'rxjs', '@grafana/data', '@emotion/react', '@emotion/css'],
  },
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 10_000,
    rollupOptions: { shimMissingExports: true },
  },
});
