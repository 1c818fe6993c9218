/**
 * The platforms that tests start beside the one under test. What stands between their ports is thousands: no port of one is then a port of
 * another.
 */
const places = ['disturbed', 'hanging', 'late-stores', 'new-service', 'secure', 'replicas'] as const;

/** SIGHTLINE_PORT_OFFSET for one of them. */
export const portOffsetBeside = (place: (typeof places)[number], env: NodeJS.ProcessEnv = process.env): string =>
  String(Number(env.SIGHTLINE_PORT_OFFSET || 0) + 1000 * (1 + places.indexOf(place)));

/** Of all of them. */
export const portOffsetsBeside = (env: NodeJS.ProcessEnv): string[] =>
  places.map((place) => portOffsetBeside(place, env));
