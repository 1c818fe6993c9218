import type { Connections } from '../connections';
import type { AlertTest, Depth, Subject } from './alert-test';
import { testFaults } from './fault';
import { testNotify } from './notify';
import { testRules } from './rule/rule';

/** Tests alerts from one depth on: side by side, but for faults. */
export const testAlerts: Readonly<
  Record<Depth, (subjects: readonly Subject[], connections: Connections) => Promise<AlertTest[]>>
> = { notify: testNotify, rule: testRules, fault: testFaults };
