import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

/** Something wrong with a dashboard, said so that it can be mended. */
export interface Problem {
  /** The dashboard's title. */
  readonly dashboard: string;
  /** The panel, variable or annotation. */
  readonly where: string;
  readonly message: string;
}

/** One thing that must hold for every dashboard; given all of them, because links lead from one to another. */
export type Rule = (dashboards: readonly Dashboard[]) => Problem[];

export const describe = ({ dashboard, where, message }: Problem) => `${dashboard} / ${where}: ${message}`;
