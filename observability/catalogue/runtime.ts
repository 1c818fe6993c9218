import { counterOf, gaugeOf, histogramOf, logEventOf, open } from './declare';
import { defineCatalogue } from './define';

const delay = (statistic: string, description: string) =>
  gaugeOf({ name: `nodejs_eventloop_delay_${statistic}_seconds`, description, unit: 's' });
const heapSpace = { v8js_heap_space_name: open(12, 'old_space') };

/** The process: event loop, garbage collection, memory, CPU. Names follow the Node.js and V8 semantic conventions. */
export const runtime = defineCatalogue({
  name: 'runtime',
  metrics: {
    eventLoopDelayMin: delay('min', 'Shortest delay of the event loop since the last scrape'),
    eventLoopDelayMax: delay('max', 'Longest delay of the event loop since the last scrape'),
    eventLoopDelayMean: delay('mean', 'Mean delay of the event loop since the last scrape'),
    eventLoopDelayStddev: delay('stddev', 'Standard deviation of the delay of the event loop since the last scrape'),
    eventLoopDelayP50: delay('p50', 'Median delay of the event loop since the last scrape'),
    eventLoopDelayP90: delay('p90', '90th percentile of the delay of the event loop since the last scrape'),
    eventLoopDelayP99: delay('p99', '99th percentile of the delay of the event loop since the last scrape'),
    eventLoopUtilization: gaugeOf({
      name: 'nodejs_eventloop_utilization_ratio',
      description: 'Share of the time since the last scrape in which the event loop was busy',
      unit: '1',
    }),
    gcDuration: histogramOf({
      name: 'v8js_gc_duration_seconds',
      description: 'Time spent collecting garbage',
      unit: 's',
      labels: { v8js_gc_type: ['major', 'minor', 'incremental', 'weakcb'] },
      buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 1],
    }),
    heapLimit: gaugeOf({
      name: 'v8js_memory_heap_limit_bytes',
      description: 'Size the heap space has',
      unit: 'By',
      labels: heapSpace,
    }),
    heapUsed: gaugeOf({
      name: 'v8js_memory_heap_used_bytes',
      description: 'Heap in use',
      unit: 'By',
      labels: heapSpace,
    }),
    heapAvailable: gaugeOf({
      name: 'v8js_memory_heap_space_available_size_bytes',
      description: 'Heap free for use',
      unit: 'By',
      labels: heapSpace,
    }),
    heapPhysical: gaugeOf({
      name: 'v8js_memory_heap_space_physical_size_bytes',
      description: 'Heap committed to memory',
      unit: 'By',
      labels: heapSpace,
    }),
    processCpu: counterOf({
      name: 'process_cpu_seconds_total',
      description: 'CPU time used, user and system',
      unit: 's',
    }),
    processResidentMemory: gaugeOf({
      name: 'process_resident_memory_bytes',
      description: 'Memory the process holds',
      unit: 'By',
    }),
    processOpenHandles: gaugeOf({
      name: 'process_open_fds',
      description: 'Open file descriptors',
      unit: '{descriptor}',
    }),
    processStartTime: gaugeOf({
      name: 'process_start_time_seconds',
      description: 'When the process started, in seconds since 1970',
      unit: 's',
    }),
  },
  attributes: {
    'error.type': { type: 'string', description: 'The class or code of the error; set on failures only' },
    'exception.type': { type: 'string', description: 'The class of the error' },
    'exception.message': { type: 'string', description: 'The message of the error, redacted' },
    'exception.stacktrace': { type: 'string', description: 'The stack of the error, redacted' },
    'exception.escaped': { type: 'boolean', description: 'Whether the error left the span' },
    'framework.context': { type: 'string', description: 'The class that speaks in a line of the framework' },
    'process.signal': { type: 'string', description: 'The signal that ended the process' },
    'server.url': { type: 'string', description: 'Where the service listens' },
    'config.problems': { type: 'string[]', description: 'Every bad variable: name, what came, what is accepted' },
  },
  logEvents: {
    serviceStarted: logEventOf({
      name: 'service.started',
      level: 'info',
      message: 'Service ready',
      description: 'It listens and its dependencies answer',
      attributes: ['server.url'],
    }),
    serviceStopping: logEventOf({
      name: 'service.stopping',
      level: 'info',
      message: 'Service stops: finishing what it started',
      description: 'A signal came; no new work is taken',
      attributes: ['process.signal'],
    }),
    serviceStopped: logEventOf({
      name: 'service.stopped',
      level: 'info',
      message: 'Service stopped',
      description: 'Everything that was started is finished',
      attributes: [],
    }),
    serviceCutShort: logEventOf({
      name: 'service.cut_short',
      level: 'warn',
      message: 'Service ends before it has finished: what it needs does not answer',
      description: 'What was under way is left as it is in the database and in Kafka, and done by whoever comes next',
      attributes: [],
    }),
    serviceFailed: logEventOf({
      name: 'service.failed',
      level: 'fatal',
      message: 'Service cannot go on',
      description: 'It did not start, or an error reached nobody',
      attributes: ['config.problems'],
    }),
    frameworkMessage: logEventOf({
      name: 'framework.message',
      level: 'info',
      alsoAt: ['debug', 'warn', 'error', 'fatal'],
      message: 'Framework message',
      description: 'A line the framework wrote; its own text takes the place of the message',
      attributes: ['framework.context'],
    }),
  },
});
