import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder, TextMode } from '@grafana/grafana-foundation-sdk/text';
import { type Frame, framed } from './frame';

export interface Text extends Frame {
  readonly markdown: string;
}

/** A few words where numbers alone would not be understood. */
export const text = (spec: Text): Panel =>
  framed(new PanelBuilder(), spec, []).mode(TextMode.Markdown).content(spec.markdown).build();
