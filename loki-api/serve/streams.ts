import type { Matcher } from '@sightline/promql/logql';
import { BadQuery, parseMatchers } from '@sightline/promql/logql';
import type { Data } from '../answers/answers';
import type { Lines } from '../evaluate/lines';
import { type FoundStream, foundStreams } from '../evaluate/streams';
import { byBytes, keyOf, type Labels, sortedLabels } from '../labels/labels';
import type { Span } from '../victorialogs/client';
import { unixNano } from '../victorialogs/entry';
import type { Asked } from './queries';

const selected = (query: string): readonly Matcher[] => (query === '' ? [] : parseMatchers(query));

/** Streams are found by stretches of time that include their end. */
const including = ({ startUnixNano, endUnixNano }: Span): Span => ({ startUnixNano, endUnixNano: endUnixNano + 1n });

async function streamsOf(lines: Lines, { parameters, signal }: Asked, matchers: readonly Matcher[]) {
  return foundStreams(lines, matchers, { span: including(parameters.span()) }, signal);
}

export async function labelNames(lines: Lines, asked: Asked): Promise<readonly string[]> {
  const streams = await streamsOf(lines, asked, selected(asked.parameters.text('query')));
  return distinct(streams.flatMap(({ labels }) => Object.keys(labels)));
}

export async function labelValues(lines: Lines, asked: Asked, label: string): Promise<readonly string[]> {
  const streams = await streamsOf(lines, asked, selected(asked.parameters.text('query')));
  return distinct(streams.flatMap(({ labels }) => labels[label] ?? []));
}

const distinct = (values: readonly string[]) => [...new Set(values)].sort(byBytes);

export async function series(lines: Lines, asked: Asked): Promise<readonly Labels[]> {
  const selectors = asked.parameters.all('match', 'match[]');
  const groups = selectors.length === 0 ? [[]] : selectors.map(parseMatchers);
  if (selectors.length > 1 && groups.some((matchers) => matchers.length === 0))
    throw new BadQuery('0 matchers in group: {}');
  const found = new Map<string, Labels>();
  for (const matchers of groups)
    for (const { labels } of await streamsOf(lines, asked, matchers)) found.set(keyOf(labels), sortedLabels(labels));
  return [...found].sort(([a], [b]) => byBytes(a, b)).map(([, labels]) => labels);
}

export async function indexStats(lines: Lines, asked: Asked): Promise<Data> {
  const matchers = parseMatchers(asked.parameters.text('query'));
  const span = including(asked.parameters.orderedSpan());
  const streams = await foundStreams(lines, matchers, { span, measured: true }, asked.signal);
  const sum = (of: (stream: FoundStream) => number) => streams.reduce((total, stream) => total + of(stream), 0);
  // There are no chunks; a stream is as good as one.
  return {
    streams: streams.length,
    chunks: streams.length,
    bytes: sum(({ bytes }) => bytes),
    entries: sum((one) => one.lines),
  };
}

export async function detectedLabels(lines: Lines, asked: Asked): Promise<Data> {
  const streams = await streamsOf(lines, asked, selected(asked.parameters.text('query')));
  const values = new Map<string, Set<string>>();
  for (const { labels } of streams)
    for (const [label, value] of Object.entries(labels)) values.set(label, (values.get(label) ?? new Set()).add(value));
  if (values.size === 0) return {};
  return { detectedLabels: [...values].map(([label, { size }]) => ({ label, cardinality: size })) };
}

interface Volume {
  readonly labels: Labels;
  bytes: number;
}

/** How many bytes there are of which streams: by the labels that were asked for, or those the selector names. */
export async function volume(lines: Lines, asked: Asked): Promise<Data> {
  const { parameters, signal } = asked;
  const span = parameters.orderedSpan();
  const limit = parameters.limit('limit', 100);
  const volumesOf = volumesBy(asked);
  const found = await foundStreams(lines, volumesOf.matchers, { span: including(span), measured: true }, signal);
  const at = Number(span.endUnixNano / 1_000_000n) / 1000;
  const result = volumesOf
    .of(found)
    .slice(0, limit)
    .map(({ labels, bytes }) => ({ metric: sortedLabels(labels), value: [at, String(bytes)] }));
  return { resultType: 'vector', result };
}

export async function volumeRange(lines: Lines, asked: Asked): Promise<Data> {
  const { parameters, signal } = asked;
  const span = parameters.orderedSpan();
  const limit = parameters.limit('limit', 100);
  const step = parameters.step(span);
  const volumesOf = volumesBy(asked);
  const found = await foundStreams(
    lines,
    volumesOf.matchers,
    { span: including(span), per: `_time:${step}ns`, measured: true },
    signal,
  );
  const chosen = volumesOf.of(found).slice(0, limit);
  const times = distinct(found.flatMap(({ time }) => time ?? []));
  const result = chosen.map(({ labels }) => ({
    metric: sortedLabels(labels),
    values: times.flatMap((time) => {
      const there = volumesOf
        .of(found.filter((stream) => stream.time === time))
        .find((one) => keyOf(one.labels) === keyOf(labels));
      return there === undefined ? [] : [[Number(unixNano(time) / 1_000_000n) / 1000, String(there.bytes)]];
    }),
  }));
  return { resultType: 'matrix', result };
}

function volumesBy({ parameters }: Asked): {
  readonly matchers: readonly Matcher[];
  readonly of: (found: readonly FoundStream[]) => Volume[];
} {
  const matchers = parseMatchers(parameters.text('query'));
  const targets = parameters.text('targetLabels').split(',').filter(Boolean);
  const aggregateBy = parameters.text('aggregateBy') || 'series';
  if (aggregateBy !== 'series' && aggregateBy !== 'labels') throw new BadQuery('invalid aggregation option');
  const names = targets.length > 0 ? targets : matchers.map(({ label }) => label);
  const keysOf = ({ labels }: FoundStream): readonly Labels[] => {
    if (aggregateBy === 'labels') {
      const shown = targets.length > 0 ? targets : Object.keys(labels);
      return shown.filter((name) => labels[name] !== undefined).map((name) => ({ [name]: '' }));
    }
    const kept =
      names.length === 0
        ? labels
        : Object.fromEntries(names.flatMap((name) => (labels[name] === undefined ? [] : [[name, labels[name]]])));
    return Object.keys(kept).length === 0 || (targets.length > 0 && Object.keys(kept).length < targets.length)
      ? []
      : [kept];
  };
  const of = (found: readonly FoundStream[]) => {
    const volumes = new Map<string, Volume>();
    for (const stream of found)
      for (const labels of keysOf(stream)) {
        const volume = volumes.get(keyOf(labels)) ?? { labels, bytes: 0 };
        volume.bytes += stream.bytes;
        volumes.set(keyOf(labels), volume);
      }
    return [...volumes].sort(([a, x], [b, y]) => y.bytes - x.bytes || byBytes(a, b)).map(([, volume]) => volume);
  };
  return { matchers, of };
}
