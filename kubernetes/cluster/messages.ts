import type { ProgramPaths } from './programs';

/** What the process inside the namespaces is told, as JSON, by its only argument. */
export interface InsideOrder {
  readonly home: string;
  readonly nodes: number;
  readonly programs: ProgramPaths;
  readonly networkPlugins: string;
  /** A socket by which those outside reach the API server. */
  readonly apiSocket: string;
}

/** What it says, a line of JSON each. */
export type InsideMessage =
  | { readonly type: 'began'; readonly part: string }
  | { readonly type: 'started'; readonly part: string }
  | { readonly type: 'note'; readonly line: string }
  /** Everything runs. `holders`: what holds each node's namespaces, as seen from inside. */
  | { readonly type: 'ready'; readonly holders: readonly Holder[] }
  | { readonly type: 'failed'; readonly problem: string };

export interface Holder {
  readonly node: string;
  readonly pid: number;
}
