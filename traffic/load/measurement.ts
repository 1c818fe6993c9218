/** One request, from when it was due. Times are those of `performance.now()`. */
export interface Measurement {
  readonly traceId: string;
  readonly method: string;
  readonly route: string;
  readonly due: number;
  readonly sent: number;
  readonly answered: number;
  /** Of the answer; undefined when there was none. */
  readonly status: number | undefined;
  /** Why there was none. */
  readonly error?: string;
  /** The order it places; how it is paid. */
  readonly paymentToken?: string;
}

export const latencyOf = ({ due, answered }: Measurement) => answered - due;

export const hasFailed = ({ status }: Measurement) => status === undefined || status >= 400;
