/** Of a busy window the newest are judged, as many as the stores give within seconds. */
export const sampleSize = { logs: 1000, traces: 300, exemplars: 300 } as const;
