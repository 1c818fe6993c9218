export { endOf, makeProbe, type Probe, probeMetrics, probeServices } from './probe';
export { sendProbe, type Taken } from './send-probe';
