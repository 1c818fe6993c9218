/** What the platform says it saw of a run, each by another way. */
export interface Sightings {
  /** Counted by the order service, scraped into Prometheus. */
  readonly counted: {
    readonly requests: number;
    /** As near as the buckets of the histogram tell. */
    readonly p95Ms: number;
    readonly orders: { readonly placed: number; readonly paid: number; readonly cancelled: number };
    readonly payments: { readonly captured: number; readonly declined: number; readonly failed: number };
  };
  /** Orders in the database, told by their trace id. */
  readonly stored: {
    readonly placed: number;
    readonly pending: number;
    readonly paid: number;
    readonly cancelled: number;
  };
  /** Log records in Loki, told by their trace id. */
  readonly logged: { readonly requests: number; readonly orders: number; readonly payments: number };
  /** Server spans that the collector counted, before any sampling. */
  readonly spans: number;
  /** Of the run's slowest requests: how many were looked up, and how many the trace store has. */
  readonly traces: { readonly asked: number; readonly found: number };
  /** What the services say of themselves. */
  readonly lost: { readonly logRecords: number; readonly spans: number };
  /** Services that were started again meanwhile: they count from 0. */
  readonly restarted: readonly string[];
}
