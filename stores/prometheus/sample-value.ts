/** A sample's value as Prometheus and Loki write it: Go's numbers, among them `+Inf`, which JavaScript calls by another name. */
export const sampleValue = (text: string): number => Number(text.replace(/^([+-]?)Inf$/, '$1Infinity'));
