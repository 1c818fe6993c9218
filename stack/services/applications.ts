/**
 * The services that send telemetry of their own, and the port of each. Ports, patience and what the collector scrapes follow from it;
 * how each is started stands in a file beside this one.
 */
export const applications = {
  order: 3001,
  payment: 3002,
} as const;

export type ApplicationName = keyof typeof applications;

export const applicationNames = Object.keys(applications) as readonly ApplicationName[];
