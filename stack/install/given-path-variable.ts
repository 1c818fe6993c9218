import type { EngineName } from '../component';

/** The variable that gives the path of an engine's program, for example `SIGHTLINE_PROMETHEUS_BIN`. */
export const givenPathVariable = (engine: EngineName) => `SIGHTLINE_${engine.toUpperCase()}_BIN`;
