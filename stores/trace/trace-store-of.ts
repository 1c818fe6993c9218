import type { Place } from '../http/access';
import { TempoStore } from '../tempo/tempo-store';
import { ZipkinStore } from '../zipkin/zipkin-store';
import type { TraceStore } from './trace-store';

/** The client of the trace store that runs. */
export const traceStoreOf = (name: TraceStore['name'], place: Place): TraceStore =>
  name === 'tempo' ? new TempoStore(place) : new ZipkinStore(place);
