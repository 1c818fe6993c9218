/** What OTLP can carry as a value: a whole number is an int, any other number a double, an object a key-value list. */
export type Value =
  | string
  | number
  | boolean
  | null
  | Uint8Array
  | readonly Value[]
  | { readonly [key: string]: Value };

export type Attributes = Readonly<Record<string, Value>>;

/** One log record to be played, as OTLP has it. Times are nanoseconds after the base moment. */
export interface MadeRecord {
  readonly at: number;
  readonly body: Value;
  /** Of the resource: what becomes stream labels (`service.name`, `level`, `deployment.environment.name`), and more. */
  readonly resource: Attributes;
  readonly scope?: {
    readonly name?: string;
    readonly version?: string;
    readonly attributes?: Attributes;
  };
  readonly attributes?: Attributes;
  readonly severity?: { readonly number?: number; readonly text?: string };
  /** 32 and 16 hexadecimal digits. */
  readonly trace?: { readonly traceId: string; readonly spanId?: string; readonly flags?: number };
  readonly observedNanos?: string;
  readonly droppedAttributes?: number;
}

export const seconds = (count: number) => Math.round(count * 1e9);
export const minutes = (count: number) => seconds(count * 60);

/** The resource of a service's lines of one level. */
export const from = (service: string, level?: string, environment: string | undefined = 'prod'): Attributes => ({
  'service.name': service,
  ...(level !== undefined && { level }),
  ...(environment !== undefined && { 'deployment.environment.name': environment }),
});
