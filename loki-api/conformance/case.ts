import type { Moment } from './moment';

export type Parameter = string | number | Moment | readonly string[];

/** One request to Loki's API, its times given from the base moment. */
export interface Case {
  /** After `/loki/api/v1/`. */
  readonly path: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly method?: 'GET' | 'POST';
  /** Asks for stream labels, structured metadata and parsed labels apart. */
  readonly categorised?: boolean;
  /** Loki defines the order of the samples: they were sorted, or chosen, by value. */
  readonly ordered?: boolean;
  /** Samples were chosen by value, and several may have one value. */
  readonly chosen?: boolean;
  /** The numbers of the answer are estimates of Loki's index, and are not compared. */
  readonly estimated?: boolean;
}

/** A topic's cases; the file's name is the topic. */
export type Cases = readonly Case[];

export const isMoment = (value: Parameter): value is Moment => typeof value === 'object' && 'nanos' in value;

/** What a case asks, for a person; no two cases ask the same. */
export function describeCase({ path, parameters, method = 'GET', categorised = false }: Case): string {
  const said = Object.entries(parameters).map(([name, value]) => {
    const text = isMoment(value) ? value.text : String(value);
    return name === 'query' && text ? text.replaceAll('\n', '\\n') : `${name}=${text}`;
  });
  return [method === 'GET' ? '' : method, path, ...said, categorised ? 'categorised' : ''].filter(Boolean).join(' ');
}
