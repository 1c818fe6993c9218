import type { Evidence } from '../scene';
import { callsBetween } from './calls-between';
import { changes } from './changes';
import { components } from './components';
import { flagsTaken } from './flags-taken';
import { logPatterns } from './log-patterns';
import { metrics } from './metrics';
import { operations } from './operations';
import { traces } from './traces';
import { traffic } from './traffic';
import { versions } from './versions';

/** Every place that is looked at. */
export const evidence: readonly Evidence[] = [
  components,
  changes,
  flagsTaken,
  versions,
  callsBetween,
  operations,
  traces,
  logPatterns,
  metrics,
  traffic,
];
