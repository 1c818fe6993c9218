import type { Connections } from '../connections';
import type { AlertTest, Depth, Subject } from './alert-test';
import { testNotify } from './notify';
import { testRules } from './rule/rule';

/** Tests alerts from one depth on; the tests of one call go side by side. */
export const testAlerts: Readonly<
  Record<Depth, (subjects: readonly Subject[], connections: Connections) => Promise<AlertTest[]>>
> = { notify: testNotify, rule: testRules, fault: testNotify };
