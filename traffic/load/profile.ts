import type { Funnel } from '../funnel/funnel';

/** How traffic comes and goes over a run. One profile is one file. */
export interface LoadProfile {
  /** As it is typed: `sale-day`. */
  readonly name: string;
  /** One line for the list. */
  readonly title: string;
  /** The rate at the top, unless the run says otherwise. */
  readonly requestsPerSecond: number;
  /** How long it lasts, unless the run says otherwise. */
  readonly seconds: number;
  /** The share of the rate at the top, from 0 to 1, when so much of the run is over; also from 0 to 1. */
  shape(progress: number): number;
  readonly funnel: Funnel;
  /** For how long visitors come at the rate of the top before the run begins, and are not counted; 0 when left out. */
  readonly warmUpSeconds?: number;
}
