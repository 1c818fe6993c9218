/**
 * A service that does nothing but count: each number is a span and, in it, a line, made by the library that every service preloads.
 * What it made it writes to file descriptor 3, at once, so that not even its death leaves it untold; at its end by SIGTERM also what it
 * counts of what it lost. LEDGER_PER_SECOND numbers a second.
 */
import { writeSync } from 'node:fs';
import { currentTraceId, emit, shutdownTelemetry, startTelemetry, withSpan } from '@sightline/observability';
import { numbered } from './numbered-catalogue';

const told = 3;
const everyMs = 20;
const perSecond = Number(process.env.LEDGER_PER_SECOND);

const { registry } = startTelemetry();
const began = performance.now();
let made = 0;

function count(): void {
  const due = Math.floor(((performance.now() - began) / 1_000) * perSecond);
  const traces: (string | undefined)[] = [];
  for (; made < due; made++) {
    const attributes = { 'ledger.number': made + 1 };
    withSpan(numbered.spans.step, { attributes }, () => {
      emit(numbered.logEvents.step, attributes);
      traces.push(currentTraceId());
    });
  }
  writeSync(told, `${JSON.stringify({ made, traces })}\n`);
}

const timer = setInterval(count, everyMs);

process.once('SIGTERM', () => {
  clearInterval(timer);
  void shutdownTelemetry()
    .then(() => registry.metrics())
    .then((metrics) => {
      writeSync(told, `${JSON.stringify({ made, metrics })}\n`);
      process.exit();
    });
});
