import { type Installable, inRepository } from '@sightline/stack';

/**
 * The collector as the Dockerfile builds it: with all that its libraries bring, discovery in Kubernetes among it. The one that `npm start` runs
 * is built in a workspace that leaves this out.
 */
export const collectorProgram: Installable = {
  name: 'collector-kubernetes',
  title: 'Collector for Kubernetes',
  version: '0.145.0',
  installation: {
    programs: [{ name: 'otelcol-sightline', path: 'otelcol-sightline' }],
    registry: {
      kind: 'go',
      module: inRepository('collector', 'distribution', 'generated'),
      rank: 1,
      packages: { 'otelcol-sightline': 'sightline.dev/collector' },
    },
  },
};
