import type { VariableModel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Row } from './layout';

/** What the author of a dashboard says. The rest (uid, tags, links, time range, annotations, coordinates) is added. */
export interface Board {
  readonly title: string;
  /** Who opens it, and which question it answers. */
  readonly description: string;
  /** Beside the tag every dashboard has. */
  readonly tags?: readonly string[];
  readonly variables?: readonly VariableModel[];
  readonly rows: readonly Row[];
}

/** The uid is made from the file's name, so that links can be written by hand and never move. */
export const uidOf = (name: string) => `sightline-${name}`;
