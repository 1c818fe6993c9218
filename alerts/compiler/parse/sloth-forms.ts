import type { z } from 'zod';
import type { KubernetesMetadata, Origin } from '../model';
import type { ShapeRules } from './check-shape';
import { slothKubernetesSchema } from './sloth-kubernetes-schema';
import { type SlothSpec, slothSchema } from './sloth-schema';
import type { Path } from './yaml-source';

/** One of the two ways in which Sloth's files are written. Both are read into the words of `prometheus/v1`. */
export interface SlothForm {
  readonly spec: Origin['spec'];
  readonly schema: z.ZodType<SlothSpec & { readonly object?: KubernetesMetadata }>;
  readonly shape: ShapeRules;
  /** How this form calls what the other calls `error_query`. */
  word(name: string): string;
  /** Where something that was read stands in the document. */
  placed(path: Path): Path;
}

const plugins = 'Plugins are Go programs run inside Sloth: write the queries out, under sli.events or sli.raw.';
const inAlerting =
  'Sloth ignores it: annotations, also those of sightline.dev/, belong under alerting.annotations of an SLO.';

const prometheusForm: SlothForm = {
  spec: 'prometheus/v1',
  schema: slothSchema,
  shape: {
    unsupported: { plugin: plugins, plugins, slo_plugins: plugins },
    unknownKeys: 'warning',
    reference: 'See sloth.dev/specs/default for what a Sloth file holds.',
    belongs: { annotations: inAlerting, metadata: inAlerting },
  },
  word: (name) => name,
  placed: (path) => path,
};

/** `error_ratio_query` is `errorRatioQuery`. */
const camelCase = (name: string) => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const kubernetesForm: SlothForm = {
  spec: 'sloth.slok.dev/v1',
  schema: slothKubernetesSchema,
  shape: {
    unsupported: { plugin: plugins, plugins, sloPlugins: plugins },
    unknownKeys: 'warning',
    reference: 'See sloth.dev/specs/k8s for what a PrometheusServiceLevel holds; labels are text: write "2" in quotes.',
    belongs: { annotations: inAlerting },
  },
  word: camelCase,
  placed: (path) => {
    const maps = path.findIndex((part) => part === 'labels' || part === 'annotations');
    const named = (part: PropertyKey, index: number) =>
      typeof part === 'string' && (maps < 0 || index < maps) ? camelCase(part) : part;
    return ['spec', ...path.map(named)];
  },
};

export const slothForms = { 'prometheus/v1': prometheusForm, 'sloth.slok.dev/v1': kubernetesForm } as const;
