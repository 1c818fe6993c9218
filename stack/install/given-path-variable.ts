import type { ComponentName } from '../component';

/** The variable that gives the path of an engine's program, for example `SIGHTLINE_PROMETHEUS_BIN`. */
export const givenPathVariable = (engine: ComponentName) => `SIGHTLINE_${engine.toUpperCase()}_BIN`;
