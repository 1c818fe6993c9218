/** Alertmanager's own configuration, as far as alerts/alertmanager.yml uses it. */
interface Configuration {
  readonly route: Route;
  readonly receivers: readonly Receiver[];
  readonly inhibit_rules: readonly Inhibition[];
  readonly time_intervals: readonly { readonly name: string; readonly time_intervals: readonly Interval[] }[];
}

interface Route {
  readonly receiver?: string;
  readonly matchers?: readonly string[];
  readonly group_by?: readonly string[];
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly repeat_interval?: string;
  readonly mute_time_intervals?: readonly string[];
  readonly routes?: readonly Route[];
}

interface Receiver {
  readonly name: string;
  readonly webhook_configs: readonly {
    readonly url: string;
    readonly max_alerts: number;
    readonly http_config?: object;
  }[];
}

interface Inhibition {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
  readonly equal: readonly string[];
}

interface Interval {
  readonly years?: readonly string[];
  readonly months?: readonly string[];
  readonly days_of_month?: readonly string[];
  readonly times?: readonly { readonly start_time: string; readonly end_time: string }[];
}

/** What is written of a part that has no place in the object: nobody would miss it before an alert does not arrive. */
export class NotInAlertmanagerConfig extends Error {
  override readonly name = 'NotInAlertmanagerConfig';
  readonly code = 'NOT_IN_ALERTMANAGER_CONFIG';

  constructor(part: string, keys: readonly string[]) {
    super(
      `alerts/alertmanager.yml: ${part} has ${keys.join(', ')}, which kubernetes/generate/alertmanager-config.ts does not carry over`,
    );
  }
}

/**
 * The spec of an AlertmanagerConfig (monitoring.coreos.com/v1alpha1) that routes as the configuration does.
 * https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1alpha1.AlertmanagerConfigSpec
 *
 * The operator makes it a branch below a root of its own, with settings of its own: what `global` says is for the Alertmanager object.
 *
 * @throws {NotInAlertmanagerConfig} where the configuration holds what is not carried over.
 */
export function alertmanagerConfig(configuration: Configuration): object {
  known('it', configuration, ['global', 'route', 'receivers', 'inhibit_rules', 'time_intervals']);
  return {
    route: routeOf(configuration.route),
    inhibitRules: configuration.inhibit_rules.map(inhibitionOf),
    muteTimeIntervals: configuration.time_intervals.map(({ name, time_intervals }) => ({
      name,
      timeIntervals: time_intervals.map(intervalOf),
    })),
    receivers: configuration.receivers.map(receiverOf),
  };
}

function routeOf(route: Route): object {
  known('a route', route, [
    ...['receiver', 'matchers', 'group_by', 'group_wait', 'group_interval', 'repeat_interval'],
    ...['mute_time_intervals', 'routes'],
  ]);
  const { receiver, matchers, group_by, group_wait, group_interval, repeat_interval, mute_time_intervals, routes } =
    route;
  return {
    ...(receiver && { receiver }),
    ...(matchers && { matchers: matchers.map(matcherOf) }),
    ...(group_by && { groupBy: group_by }),
    ...(group_wait && { groupWait: group_wait }),
    ...(group_interval && { groupInterval: group_interval }),
    ...(repeat_interval && { repeatInterval: repeat_interval }),
    ...(mute_time_intervals && { muteTimeIntervals: mute_time_intervals }),
    ...(routes && { routes: routes.map(routeOf) }),
  };
}

function inhibitionOf(inhibition: Inhibition): object {
  known('a rule of inhibition', inhibition, ['source_matchers', 'target_matchers', 'equal']);
  return {
    sourceMatch: inhibition.source_matchers.map(matcherOf),
    targetMatch: inhibition.target_matchers.map(matcherOf),
    equal: inhibition.equal,
  };
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: a word that is filled in where Alertmanager starts
const ofInbox = { tls_config: '${INBOX_TLS}' };

function receiverOf(receiver: Receiver): object {
  known('a receiver', receiver, ['name', 'webhook_configs']);
  return {
    name: receiver.name,
    webhookConfigs: receiver.webhook_configs.map((webhook) => {
      known('a webhook', webhook, ['url', 'max_alerts', 'http_config']);
      // How the inbox is reached where it speaks TLS itself, which it does not in a cluster.
      if (JSON.stringify(webhook.http_config ?? ofInbox) !== JSON.stringify(ofInbox))
        throw new NotInAlertmanagerConfig('a webhook', ['http_config']);
      return { url: webhook.url, maxAlerts: webhook.max_alerts, sendResolved: true };
    }),
  };
}

function intervalOf(interval: Interval): object {
  known('a time interval', interval, ['years', 'months', 'days_of_month', 'times']);
  const { years, months, days_of_month, times } = interval;
  return {
    ...(times && { times: times.map(({ start_time, end_time }) => ({ startTime: start_time, endTime: end_time })) }),
    ...(days_of_month && { daysOfMonth: days_of_month.map(daysOf) }),
    ...(months && { months }),
    ...(years && { years }),
  };
}

/** `31`, `1:7`: a day, or from one to another. */
function daysOf(days: string): object {
  const [start, end = start] = days.split(':').map(Number);
  return { start, end };
}

/** `severity=~"warning|info"`, as Alertmanager spells it. */
function matcherOf(matcher: string): object {
  const [, name, matchType, value] = /^\s*(\w+)\s*(=~|!~|!=|=)\s*"(.*)"\s*$/.exec(matcher) ?? [];
  if (name === undefined) throw new Error(`alerts/alertmanager.yml: ${matcher} is no matcher of the form name="value"`);
  return { name, matchType, value: JSON.parse(`"${value}"`) };
}

function known(part: string, value: object, keys: readonly string[]): void {
  const others = Object.keys(value).filter((key) => !keys.includes(key));
  if (others.length > 0) throw new NotInAlertmanagerConfig(part, others);
}
