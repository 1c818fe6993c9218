import type { InboxClient } from '@sightline/inbox';
import type { Addresses, PlatformState } from '@sightline/stack';
import { type AnswerTime, type Certified, type Clients, clientsOf, type Platform } from '@sightline/stores';
import type { OrderApi, ServiceApi } from '@sightline/traffic';
import type { Cluster } from './platform/cluster';
import { missingPart } from './platform/missing-part';
import type { Need, PlatformKind } from './platform/need';

/** A platform that can be asked. A client of what it does not have throws a CliError that says what to add. */
export interface Connections extends Clients {
  readonly name: string;
  readonly kind: PlatformKind;
  has(need: Need): boolean;
  readonly shop: Shop;
  /** What the supervisor tells of the components, as it was when the platform was opened. */
  readonly supervised: PlatformState;
  /** The cluster that it runs in, where it is described so. */
  readonly cluster: Cluster | undefined;
  /** The same, for whom an answer may take no longer than this. */
  within(timeoutMs: number): Connections;
  /** The same, for whom an answer may take as long as this, whatever a part says of itself. */
  waiting(timeoutMs: number): Connections;
  /** The same, asked by other clients where some are given. */
  askedBy(clients: Partial<Clients>): Connections;
  /** Where a person can look at a trace: name and address. */
  links(traceId: string): Record<string, string>;
  /** Where a person can look at what a query yields; nowhere when there is no Grafana, nor the viewer. */
  explore(question: Question): string | undefined;
}

/** What our own platform has beside the stores. */
export interface Shop {
  readonly addresses: Addresses;
  /** By what we are known where it is asked who one is, and what we believe. */
  readonly own: Certified;
  readonly orders: OrderApi;
  readonly payments: ServiceApi;
  readonly inbox: InboxClient;
  /** Who is behind Loki's API. */
  readonly logStore: 'loki' | 'victorialogs';
}

/** What Explore is to show. */
export interface Question {
  readonly datasource: 'prometheus' | 'loki';
  readonly expr: string;
  readonly since: Date;
  readonly until: Date;
}

/** A platform whose addresses are known. */
export interface OpenPlatform {
  readonly name: string;
  readonly kind: PlatformKind;
  readonly platform: Platform;
  /** Whether a browser gets where we do: not through Grafana's proxy, nor by a way that ends with the command. */
  readonly hasPages?: { readonly traces: boolean; readonly dashboards: boolean };
  /** The uids by which Grafana knows the stores, where it is known. */
  readonly dataSources?: Readonly<Partial<Record<'traces' | 'prometheus' | 'loki', string>>>;
  readonly shop?: Shop;
  readonly supervised?: PlatformState;
  readonly cluster?: Cluster;
  /** Ends what was started to reach it. */
  close?(): void;
}

export function connections(open: OpenPlatform, given: Partial<Clients> = {}, time?: AnswerTime): Connections {
  const { name, kind, platform, hasPages, dataSources = {}, shop, supervised } = open;
  const own = { ...clientsOf(platform, time), ...given };
  const all = { ...own, shop, supervised };
  const grafana = hasPages?.dashboards === false ? undefined : platform.dashboards?.url.replace(/\/+$/, '');
  const having = <Key extends keyof typeof all>(key: Key, need: Need): NonNullable<(typeof all)[Key]> => {
    const value = all[key];
    if (value === undefined) throw missingPart({ name, kind }, [need]);
    return value;
  };
  return {
    name,
    kind,
    cluster: open.cluster,
    has: (need) => all[need === 'supervisor' ? 'supervised' : need] !== undefined,
    get traces() {
      return having('traces', 'traces');
    },
    get logs() {
      return having('logs', 'logs');
    },
    get metrics() {
      return having('metrics', 'metrics');
    },
    get alerts() {
      return having('alerts', 'alerts');
    },
    get dashboards() {
      return having('dashboards', 'dashboards');
    },
    get otlp() {
      return having('otlp', 'otlp');
    },
    get shop() {
      return having('shop', 'shop');
    },
    get supervised() {
      return having('supervised', 'supervisor');
    },
    within: (ms) => connections(open, given, { ms, atMost: true }),
    waiting: (ms) => connections(open, given, { ms }),
    askedBy: (clients) => connections(open, { ...given, ...clients }, time),
    links: (traceId) => ({
      ...(own.traces?.link && hasPages?.traces !== false && { [own.traces.name]: own.traces.link(traceId) }),
      ...(grafana && dataSources.traces && { explore: exploreTrace(grafana, dataSources.traces, traceId) }),
    }),
    explore: (question) => {
      const uid = dataSources[question.datasource];
      return grafana && uid ? exploreQuestion(grafana, uid, question) : undefined;
    },
  };
}

function exploreTrace(grafana: string, uid: string, traceId: string): string {
  const query = { refId: 'A', datasource: { uid }, queryType: 'traceId', query: traceId };
  return exploreUrl(grafana, { datasource: uid, queries: [query], range: { from: 'now-1h', to: 'now' } });
}

function exploreQuestion(grafana: string, uid: string, { expr, since, until }: Question): string {
  const range = { from: String(since.getTime()), to: String(until.getTime()) };
  return exploreUrl(grafana, { datasource: uid, queries: [{ refId: 'A', datasource: { uid }, expr }], range });
}

const exploreUrl = (grafana: string, pane: object) =>
  `${grafana}/explore?schemaVersion=1&panes=${encodeURIComponent(JSON.stringify({ pane }))}`;
