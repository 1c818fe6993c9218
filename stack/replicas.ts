import { type ApplicationName, applicationNames } from './services/applications';

/** As many ports are kept for the instances of each. */
export const mostReplicas = 9;

/** One of several of a kind: `order-2`. */
export type InstanceName = `${ApplicationName}-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`;

/** How many there are of each service. One, unless said. */
export type Replicas = Readonly<Partial<Record<ApplicationName, number>>>;

export const acceptedReplicas = `how many of which service, each from 1 to ${mostReplicas}, for example ${applicationNames
  .slice(0, 2)
  .map((name) => `${name}=2`)
  .join(',')}`;

/** What was asked for cannot be had. */
export class InvalidReplicas extends Error {
  override readonly name = 'InvalidReplicas';
  readonly code = 'INVALID_REPLICAS';
}

/**
 * Reads `order=2,payment=2`.
 *
 * @throws {InvalidReplicas} naming each part that is not accepted, and what is.
 */
export function parseReplicas(text: string): Replicas {
  const counts = new Map<ApplicationName, number>();
  const problems = text.split(',').flatMap((part) => {
    const problem = add(part.trim(), counts);
    return problem === undefined ? [] : [problem];
  });
  if (problems.length === 0) return Object.fromEntries(counts);
  throw new InvalidReplicas(`${problems.join('; ')}. Accepted: ${acceptedReplicas}`);
}

/** Gives what is wrong with it. */
function add(part: string, counts: Map<ApplicationName, number>): string | undefined {
  const [, name = '', count = ''] = /^([^=]*)=([^=]*)$/.exec(part) ?? [];
  const application = applicationNames.find((each) => each === name);
  if (!application) {
    const what = part === '' ? 'there is nothing' : `"${part}"`;
    return `${what}: ${name === '' ? 'not <service>=<how many>' : `no service ${name}, but ${applicationNames.join(', ')}`}`;
  }
  if (counts.has(application)) return `"${part}": ${application} was named before`;
  if (!/^[1-9]$/.test(count)) return `"${part}": not a whole number from 1 to ${mostReplicas}`;
  counts.set(application, Number(count));
  return undefined;
}

/** Of a service that there are several of, the names of all. */
export const instancesOf = (name: ApplicationName, replicas: Replicas): readonly InstanceName[] => {
  const count = replicas[name] ?? 1;
  return count === 1 ? [] : Array.from({ length: count }, (_, index) => instanceName(name, index + 1));
};

/** Whether there are several of any service. */
export const hasFront = (replicas: Replicas): boolean =>
  applicationNames.some((name) => instancesOf(name, replicas).length > 0);

/** @param index from 1 on. */
export const instanceName = (name: ApplicationName, index: number) => `${name}-${index}` as InstanceName;

/** The service that a component is an instance of, by its name; any other keeps its own. */
export const applicationOf = <Name extends string>(name: Name | InstanceName): Name | ApplicationName =>
  applicationNames.find(
    (application) => name.startsWith(`${application}-`) && /^[1-9]$/.test(name.slice(application.length + 1)),
  ) ?? (name as Name);
