import type { Answering } from '../http/about';
import type { Place } from '../http/access';
import { JaegerStore } from '../jaeger/jaeger-store';
import { TempoStore } from '../tempo/tempo-store';
import { ZipkinStore } from '../zipkin/zipkin-store';
import type { TraceStore } from './trace-store';

const clients = { tempo: TempoStore, zipkin: ZipkinStore, jaeger: JaegerStore };

/** The client of the trace store that runs. */
export const traceStoreOf = (name: TraceStore['name'], place: Place): TraceStore & Answering =>
  new clients[name](place);
