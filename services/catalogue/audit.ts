import { defineCatalogue, libraryCatalogue, logEventOf } from '@sightline/observability/catalogue';
import { events } from './events';
import { orders } from './orders';

/**
 * Every name begins with `audit.`: by that the collector keeps these lines apart.
 *
 * Who did what that somebody may ask about later. `audit.actor` is the name of the API key that it was done with; only where Alertmanager
 * is told to silence an alert it is what whoever did it typed, and proves nothing.
 */
export const audit = defineCatalogue({
  name: 'audit',
  emittedBy: ['order', 'payment', 'flags', 'inbox'],
  uses: [libraryCatalogue, orders, events],
  metrics: {},
  attributes: {
    'audit.actor': { type: 'string', description: 'The name of the API key it was done with; of a silence, free text' },
    'audit.right': { type: 'string', description: 'The right that was missing' },
    'audit.key_names': { type: 'string[]', description: 'Whose keys are valid from here on' },
    'audit.change': {
      type: 'string',
      description: 'What was done to it',
      values: ['on', 'off', 'all_off', 'silenced', 'ended'],
    },
    'audit.count': { type: 'int', description: 'How many' },
    'feature_flag.percent': { type: 'double', description: 'The share of the work it is on for' },
    'alert.matchers': { type: 'string', description: 'Which alerts are silenced, as Alertmanager writes its matchers' },
    'alert.silence.id': { type: 'string', description: 'The silence, by the id that Alertmanager gave it' },
    'alert.silence.ends_at': { type: 'string', description: 'Until when, in ISO 8601' },
    'alert.silence.comment': { type: 'string', description: 'Why, as typed by whoever did it' },
  },
  spans: {},
  logEvents: {
    auditOrderCancelled: logEventOf({
      name: 'audit.order_cancelled',
      level: 'info',
      message: 'Order cancelled by a caller',
      description: 'Who took it back; what came of it is told by `order.cancelled`',
      attributes: ['audit.actor', 'order.id'],
    }),
    auditDeadLettersReplayed: logEventOf({
      name: 'audit.dead_letters_replayed',
      level: 'warn',
      message: 'Dead letters sent back to their topic',
      description: 'Who brought them back, and how many',
      attributes: ['audit.actor', 'audit.count', 'messaging.destination.name'],
    }),
    auditFlagSwitched: logEventOf({
      name: 'audit.flag_switched',
      level: 'warn',
      message: 'Feature flag switched by a caller',
      description: 'Who did; which service has heard of it is told by `feature_flag.changed`',
      attributes: ['audit.actor', 'audit.change', 'feature_flag.key', 'feature_flag.percent'],
    }),
    auditAlertSilenced: logEventOf({
      name: 'audit.alert_silenced',
      level: 'warn',
      message: 'Alerts silenced, or heard again',
      description:
        'A silence that Alertmanager was given, or that was ended. Its author is free text: Alertmanager asks nobody who they are',
      attributes: [
        'audit.actor',
        'audit.change',
        'alert.matchers',
        'alert.silence.id',
        'alert.silence.ends_at',
        'alert.silence.comment',
      ],
    }),
    auditAccessRefused: logEventOf({
      name: 'audit.access_refused',
      level: 'warn',
      message: 'A key was used for what it may not do',
      description: 'Whose key, and the right that it lacks; a few of many are told',
      attributes: ['audit.actor', 'audit.right'],
      atMost: { perSecond: 1, burst: 20 },
    }),
    auditKeysChanged: logEventOf({
      name: 'audit.keys_changed',
      level: 'warn',
      message: 'API keys replaced',
      description: 'The file of the keys has changed, and is in force; who is let in from here on',
      attributes: ['audit.key_names'],
    }),
    auditKeysUnusable: logEventOf({
      name: 'audit.keys_unusable',
      level: 'error',
      message: 'The file of the API keys cannot be used; the keys stay as they were',
      description: 'It was changed to something that is no file of keys: see exception.message',
      attributes: [],
    }),
  },
});
