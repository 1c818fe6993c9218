import { inventory, logEvents, metrics } from '@sightline/catalogue';
import { event, joinedShare } from './logs';
import { max, orNone, rate, sum, total, value } from './promql';

const exporter = 'exporter' as const;

/** The collector's books: what came in, what went out, what was refused or lost. */
export const accepted = {
  spans: sum(rate(inventory.acceptedSpans)),
  logs: sum(rate(inventory.acceptedLogs)),
  points: sum(rate(inventory.acceptedPoints)),
};
export const sent = {
  spans: sum(rate(inventory.sentSpans), [exporter]),
  logs: sum(rate(inventory.sentLogs), [exporter]),
  points: sum(rate(inventory.sentPoints), [exporter]),
};
export const refused = {
  spans: orNone(sum(rate(inventory.refusedSpans))),
  logs: orNone(sum(rate(inventory.refusedLogs))),
  points: orNone(sum(rate(inventory.refusedPoints))),
};
/** What others send and cannot be kept: the rest of it is. */
export const leftOut = {
  spans: orNone(sum(rate(inventory.unstorableSpans))),
  points: [inventory.unstorablePoints, inventory.splitPoints]
    .map((metric) => `(${orNone(sum(rate(metric)))})`)
    .join(' + '),
  cut: orNone(sum(rate(inventory.guardCut))),
  folded: orNone(sum(rate(inventory.guardFolded))),
};
export const givenUp = {
  spans: orNone(sum(rate(inventory.failedSpans))),
  logs: orNone(sum(rate(inventory.failedLogs))),
  points: orNone(sum(rate(inventory.failedPoints))),
};

/** Everything that was lost on the way in the dashboard's time range, in the services and in the collector. */
export const lost = [
  inventory.refusedSpans,
  inventory.refusedLogs,
  inventory.failedSpans,
  inventory.failedLogs,
  metrics.spansDropped,
  metrics.logRecordsDropped,
]
  .map((metric) => `(${orNone(sum(total(metric)))})`)
  .join(' + ');

export const queued = sum(value(inventory.queueSize), [exporter]);
const queueShare = `${max(value(inventory.queueSize), [exporter])} / ${max(value(inventory.queueCapacity), [exporter])}`;
export const fullestQueue = max(queueShare);

/** The share of the services' spans that reach the trace store; the rest was sampled away, or lost. */
export const keptShare = `${sum(rate(inventory.sentSpans))} / ${sum(rate(inventory.acceptedSpans))}`;

export const collectorMemory = sum(value(inventory.collectorMemory));
export const collectorCpu = sum(rate(inventory.collectorCpu));

/** Age of the newest sample of each service, and of the rules' evaluation: how old what one sees may be. */
export const metricAge = `time() - ${max(`timestamp(${value(inventory.scrapeUp)})`, ['service_name'])}`;
export const oldestMetric = max(metricAge);
export const answering = value(inventory.scrapeUp);
export const scrapeDuration = max(value(inventory.scrapeDuration), ['service_name']);

/** What the services made, against what they delivered. */
export const spansMade = sum(rate(metrics.spansEnded), ['service_name']);
export const spansDelivered = sum(rate(metrics.spansExported), ['service_name']);
export const logsMade = sum(rate(metrics.logRecords), ['service_name', 'level']);
export const redacted = orNone(sum(rate(metrics.valuesRedacted)));
export const undeclared = orNone(sum(rate(metrics.attributesUndeclared)));

/** The stores. */
export const seriesHeld = value(inventory.storedSeries);
export const samplesStored = sum(rate(inventory.storedSamples));
/** By the log store that runs, Loki or VictoriaLogs. */
export const logLinesStored = `${sum(rate(inventory.storedLogLines))} or ${sum(rate(inventory.ingestedLogLines))}`;
export const ruleFailures = orNone(sum(rate(inventory.ruleEvaluationFailures)));

/** The share of request lines that carry a trace ID. Everything else in this platform builds on it being 1. */
export const correlationScore = joinedShare(event(logEvents.httpRequestCompleted), []);
