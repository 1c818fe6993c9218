/** The variable that gives the path of an engine's program, for example `SIGHTLINE_PROMETHEUS_BIN`. */
export const givenPathVariable = (engine: string) => `SIGHTLINE_${engine.toUpperCase().replaceAll('-', '_')}_BIN`;
