import type { Connections } from '../connections';
import type { AlertTest, Depth, Subject } from './alert-test';
import { testNotify } from './notify';

/** Tests alerts from one depth on; the tests of one call go side by side. */
export const testAlerts: Readonly<
  Record<Depth, (subjects: readonly Subject[], connections: Connections) => Promise<AlertTest[]>>
> = { notify: testNotify, rule: testNotify, fault: testNotify };
