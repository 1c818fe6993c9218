import type { ComponentName } from '../component';
import { applicationOf, type InstanceName } from '../replicas';
import { type ApplicationName, applicationNames } from '../services/applications';

interface Patience {
  readonly seconds: number;
  readonly because: string;
}

/** It keeps nothing that another does not have, and is back in seconds. By then the alert has told. */
const service: Patience = { seconds: 40, because: 'a start costs seconds, and loses nothing' };
const watcher: Patience = { seconds: 60, because: 'what is meant for it waits with the sender meanwhile' };
const store: Patience = {
  seconds: 90,
  because: 'it reads its log of writes when it starts, and nobody can look anything up meanwhile',
};
const recovering: Patience = {
  seconds: 120,
  because: 'it recovers its files when it starts, which a slow disk draws out; its clients have ways to wait',
};

const ofApplications = Object.fromEntries(applicationNames.map((name) => [name, service])) as Record<
  ApplicationName,
  Patience
>;

/** How long a component may leave every question unanswered before it is ended and started again. */
export const patience: Readonly<Record<Exclude<ComponentName, InstanceName>, Patience>> = {
  ...ofApplications,
  bank: service,
  flags: service,
  front: service,
  inbox: service,
  viewer: service,
  traffic: service,
  'loki-api': service,
  collector: watcher,
  alertmanager: watcher,
  grafana: watcher,
  prometheus: store,
  loki: store,
  victorialogs: { ...store, because: `${store.because}; killed, it loses what it took in the last three seconds` },
  tempo: store,
  zipkin: { seconds: 120, because: 'it keeps traces in memory: only the newest survive a start' },
  kafka: recovering,
  postgres: recovering,
};

/** One of several is waited for as long as one alone. */
export const patienceWith = (name: ComponentName): Patience =>
  patience[applicationOf<Exclude<ComponentName, InstanceName>>(name)];
