import { applications } from './services/applications';

/**
 * Where everything listens: the one place ports and addresses come from.
 *
 * `SIGHTLINE_HOST` (default 127.0.0.1) is the address every component binds. `SIGHTLINE_PORT_OFFSET` moves all ports at
 * once, so that two platforms can run side by side; `SIGHTLINE_PORT_<NAME>` (for example SIGHTLINE_PORT_ORDER,
 * SIGHTLINE_PORT_OTLP_HTTP) moves one.
 */
export const defaultPorts = {
  grafana: 3000,
  ...applications,
  bank: 3003,
  inbox: 3004,
  traffic: 3005,
  loki: 3100,
  tempo: 3200,
  lokiReceiver: 3500,
  otlpGrpc: 4317,
  otlpHttp: 4318,
  tempoOtlpHttp: 4328,
  flags: 8016,
  collectorMetrics: 8888,
  prometheus: 9090,
  kafka: 9092,
  alertmanager: 9093,
  kafkaController: 9094,
  lokiGrpc: 9095,
  tempoGrpc: 9096,
  zipkin: 9411,
  victorialogs: 9428,
  collectorHealth: 13133,
  postgres: 15432,
} as const;

export type PortName = keyof typeof defaultPorts;

export interface Addresses {
  /** The address every component binds, and is reached at. */
  readonly host: string;
  readonly ports: Readonly<Record<PortName, number>>;
  /** `host:port` of one port. */
  at(name: PortName): string;
  /** Whether what can be spoken to under TLS is spoken to under TLS alone. */
  readonly secure: boolean;
  /** `http://host:port` of one port, or `https://`. */
  url(name: PortName): string;
}

/** What is spoken to in plain text all the same: it says how it is, to whoever asks, and takes nothing. */
const plain: ReadonlySet<PortName> = new Set<PortName>(['traffic', 'collectorHealth', 'collectorMetrics']);

/** @throws {InvalidAddress} naming the variable, what came and what is accepted. */
export function addresses(env: NodeJS.ProcessEnv = process.env): Addresses {
  const host = env.SIGHTLINE_HOST || '127.0.0.1';
  const offset = integer(env, 'SIGHTLINE_PORT_OFFSET', 0, 0, 40_000);
  const ports = Object.fromEntries(
    Object.entries(defaultPorts).map(([name, port]) => [
      name,
      integer(env, portVariable(name as PortName), port + offset, 1, 65_535),
    ]),
  ) as Record<PortName, number>;
  return addressesOf({ host, ports, secure: env.SIGHTLINE_SECURE === 'on' });
}

/** The addresses of a platform whose host and ports are known, for example from the state of the one that runs. */
export function addressesOf({
  host,
  ports,
  secure = false,
}: Pick<Addresses, 'host' | 'ports'> & Partial<Pick<Addresses, 'secure'>>): Addresses {
  const at = (name: PortName) => `${host}:${ports[name]}`;
  const url = (name: PortName) => `${secure && !plain.has(name) ? 'https' : 'http'}://${at(name)}`;
  return Object.freeze({ host, ports: Object.freeze({ ...ports }), secure, at, url });
}

export class InvalidAddress extends Error {
  readonly code = 'INVALID_ADDRESS';
}

function integer(env: NodeJS.ProcessEnv, name: string, fallback: number, min: number, max: number): number {
  const raw = env[name];
  if (raw === undefined || raw === '') return fallback;
  const value = Number(raw);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new InvalidAddress(`${name}=${raw} is not accepted: give a whole number from ${min} to ${max}`);
}

/** The variable that moves one port, for example SIGHTLINE_PORT_OTLP_HTTP. */
export const portVariable = (name: PortName) =>
  `SIGHTLINE_PORT_${name.replace(/[A-Z]/g, '_$&').replaceAll('-', '_').toUpperCase()}`;

/** An environment in which every port is where it is by default. */
export const withoutPorts = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('SIGHTLINE_PORT_')));
