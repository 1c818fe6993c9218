import { describe, expect, it } from 'vitest';
import { alertmanagerConfig, NotInAlertmanagerConfig } from './alertmanager-config';

const configuration = {
  global: { resolve_timeout: '1m' },
  route: {
    receiver: 'chat',
    group_by: ['alertname'],
    group_wait: '1s',
    routes: [
      { receiver: 'pager', matchers: ['severity=~"critical|fatal"', 'sloth_id!=""'], mute_time_intervals: ['nights'] },
    ],
  },
  receivers: [{ name: 'chat', webhook_configs: [{ url: 'http://inbox/notify/chat', max_alerts: 50 }] }],
  inhibit_rules: [{ source_matchers: ['a="b \\"c\\""'], target_matchers: ['d!~"e.*"'], equal: ['service_name'] }],
  time_intervals: [
    {
      name: 'nights',
      time_intervals: [{ days_of_month: ['31', '1:7'], times: [{ start_time: '22:00', end_time: '23:30' }] }],
    },
  ],
};

describe('the routing as an object of the cluster', () => {
  it('says what the file says, in the words of the operator', () => {
    expect(alertmanagerConfig(configuration)).toEqual({
      route: {
        receiver: 'chat',
        groupBy: ['alertname'],
        groupWait: '1s',
        routes: [
          {
            receiver: 'pager',
            matchers: [
              { name: 'severity', matchType: '=~', value: 'critical|fatal' },
              { name: 'sloth_id', matchType: '!=', value: '' },
            ],
            muteTimeIntervals: ['nights'],
          },
        ],
      },
      inhibitRules: [
        {
          sourceMatch: [{ name: 'a', matchType: '=', value: 'b "c"' }],
          targetMatch: [{ name: 'd', matchType: '!~', value: 'e.*' }],
          equal: ['service_name'],
        },
      ],
      muteTimeIntervals: [
        {
          name: 'nights',
          timeIntervals: [
            {
              times: [{ startTime: '22:00', endTime: '23:30' }],
              daysOfMonth: [
                { start: 31, end: 31 },
                { start: 1, end: 7 },
              ],
            },
          ],
        },
      ],
      receivers: [
        { name: 'chat', webhookConfigs: [{ url: 'http://inbox/notify/chat', maxAlerts: 50, sendResolved: true }] },
      ],
    });
  });

  it.each([
    ['a route', { route: { ...configuration.route, continue: true } }],
    ['a receiver', { receivers: [{ ...configuration.receivers[0], slack_configs: [] }] }],
    ['a time interval', { time_intervals: [{ name: 'x', time_intervals: [{ weekdays: ['monday'] }] }] }],
    ['it', { templates: ['*.tmpl'] }],
  ])('is refused where %s would be carried over in part', (_, change) => {
    expect(() => alertmanagerConfig({ ...configuration, ...change } as never)).toThrow(NotInAlertmanagerConfig);
  });

  it('carries no way of being let in over that it does not know', () => {
    const webhooks = [{ url: 'http://chat', max_alerts: 1, http_config: { basic_auth: { username: 'x' } } }];
    const receivers = [{ name: 'chat', webhook_configs: webhooks }];
    expect(() => alertmanagerConfig({ ...configuration, receivers })).toThrow(NotInAlertmanagerConfig);
  });
});
