/** Labels of a stream, besides its level. */
export type LokiLabels = Readonly<Record<string, string>>;

/** How each line of ours begins; the time is in microseconds. */
const beginning = /^\{"level":"(\w{1,20})","time":(\d{16}),/;

/**
 * Lines on their way to Loki's push API, each as the logger wrote it: nothing of it is parsed, and written again. Those of one level go as one
 * stream, in their order.
 * https://grafana.com/docs/loki/latest/reference/loki-http-api/#ingest-logs
 */
export class LokiBatch {
  readonly #streams = new Map<string, string[]>();
  #rest = '';
  #size = 0;

  constructor(private readonly labels: LokiLabels) {}

  /** How many whole lines it holds. */
  get size(): number {
    return this.#size;
  }

  /** Adds what was written, which may end in the middle of a line. What is no line of the logger's is left out. */
  add(written: string): void {
    const lines = (this.#rest + written).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#addLine(line);
  }

  /** All lines as the body of a push; the batch is empty then. */
  take(): string {
    const streams = [...this.#streams].map(([level, values]) => {
      const stream = JSON.stringify({ level, ...this.labels });
      return `{"stream":${stream},"values":[${values.join(',')}]}`;
    });
    this.#streams.clear();
    this.#size = 0;
    return `{"streams":[${streams.join(',')}]}`;
  }

  #addLine(line: string): void {
    const [, level, time] = beginning.exec(line) ?? [];
    if (level === undefined) return;
    const value = `["${time}000",${JSON.stringify(line)}]`;
    const values = this.#streams.get(level);
    if (values) values.push(value);
    else this.#streams.set(level, [value]);
    this.#size++;
  }
}
