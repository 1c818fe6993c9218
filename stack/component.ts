import type { Addresses, PortName } from './addresses';
import type { Home } from './home';
import type { Installation } from './install/installation';
import type { InstanceName, Replicas } from './replicas';
import type { Task } from './report/progress';
import type { Secrets } from './secrets';
import type { ApplicationName } from './services/applications';
import type { LogStore, Settings, SloScale, TraceStore } from './settings';
import type { Probe } from './supervise/probe';
import type { Certificates } from './tls/certificates';

export type EngineName =
  | 'postgres'
  | 'kafka'
  | 'loki'
  | 'victorialogs'
  | 'prometheus'
  | 'alertmanager'
  | 'zipkin'
  | 'tempo'
  | 'collector'
  | 'grafana';

export type ServiceName =
  | ApplicationName
  | InstanceName
  | 'front'
  | 'bank'
  | 'flags'
  | 'traffic'
  | 'inbox'
  | 'viewer'
  | 'loki-api';

export type ComponentName = EngineName | ServiceName;

/** One process of the platform, described once: the runner, the table and the tests all read this. */
export interface Component {
  readonly name: ComponentName;
  readonly title: string;
  readonly version: string;
  /** Ports it listens on; `PORT_IN_USE` names the component by them. */
  readonly ports: readonly PortName[];
  /** The address a person would open, or a client connect to. */
  address?(at: Addresses): string;
  /**
   * Components that must be ready before it starts: it cannot run without them. Here and in `after`, what stands in for a component is
   * meant with it, and one that is not part of the platform does not count.
   */
  readonly needs?: readonly ComponentName[];
  /** Components that it starts after where they can be started at all by then: while they are still being had, or hang, it copes. */
  readonly after: readonly ComponentName[];
  /** The services that it is one of, or stands before: whoever waits for one of them, or names it, means it too. */
  readonly partOf?: readonly ApplicationName[];
  /** The engine it takes the place of, where that cannot be had. The two may share ports. */
  readonly standsInFor?: EngineName;
  /** Makes what it needs to run, once, before anything starts and beside the engines (a page to bundle, say). */
  install?(task: Task, signal: AbortSignal): Promise<void>;
  /** Before each start, also after a crash: folders, rendered configuration. */
  prepare?(site: Site): Promise<void> | void;
  command(site: Site): Command;
  /** What it is asked to see whether it can do its work. */
  ready(site: Site): Probe;
  /**
   * What it is asked, all the time, to see whether it lives, where that is not the same: one that answers lives, whatever it answers. It
   * must not depend on others; to start it again would not bring them back.
   */
  alive?(site: Site): Probe;
  /** Once it is ready and before what waits for it starts: roles, restored data. Also after a crash. */
  onReady?(site: Site): Promise<void>;
  /** Just before it is told to stop. */
  onStop?(site: Site): Promise<void>;
  /** While it is ready. */
  readonly every?: { readonly seconds: number; run(site: Site): Promise<void> };
  /** Whether others come first where there is not enough processor time for all: nobody waits for what it does, or it watches. */
  readonly yields?: true;
  /** What it is told to stop with; SIGTERM unless said. */
  readonly stopSignal?: NodeJS.Signals;
  /** How long it may take to stop before it is killed, when that is longer than usual. */
  readonly stopWithinSeconds?: number;
}

/** A component of which there can be several. */
export interface Replicable extends Component {
  readonly name: ApplicationName;
  /** One of several, with a name, a port and a log file of its own. @param index from 1 on. */
  instance(index: number): Component;
}

/** A component that is not ours: its program must be had first. */
export interface Engine extends Component {
  readonly name: EngineName;
  readonly installation: Installation;
  /** The platform runs without it where it cannot be had; the text says what is missing then. */
  readonly optional?: string;
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** Added to the little that is passed on from the runner's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** The user it runs as, when that is not the runner's. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** Everything a component may know of the platform it is part of. */
export interface Site {
  readonly addresses: Addresses;
  readonly home: Home;
  readonly secrets: Secrets;
  readonly settings: Settings;
  readonly traceStore: TraceStore;
  readonly logStore: LogStore;
  /** By which they know each other; without them they ask nobody who they are. */
  readonly certificates?: Certificates;
  /** Of which services there are several. */
  readonly replicas: Replicas;
  /** What shows the dashboards. */
  readonly dashboards: 'grafana' | 'viewer';
  readonly sloScale: SloScale;
  /** The version a component is to say it has, when that is not its own. */
  readonly release?: string;
  /** The absolute path of a program of an engine, by the name its installation gives it. */
  program(engine: EngineName, program: string): string;
  /** Writes a configuration file with its `${NAME}` placeholders filled in, and returns where. */
  configFile(template: string, values: Readonly<Record<string, string>>): string;
}
