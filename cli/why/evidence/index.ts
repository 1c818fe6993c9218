import type { Evidence } from '../context';
import { answers } from './answers';
import { callsBetween } from './calls-between';
import { changes } from './changes';
import { clocks } from './clocks';
import { components } from './components';
import { database } from './database';
import { disks } from './disks';
import { flagsTaken } from './flags-taken';
import { kubernetes } from './kubernetes';
import { logPatterns } from './log-patterns';
import { machine } from './machine';
import { metrics } from './metrics';
import { operations } from './operations';
import { processor } from './processor';
import { scrapes } from './scrapes';
import { traces } from './traces';
import { traffic } from './traffic';
import { vanished } from './vanished';
import { versions } from './versions';

/** Every place that is looked at. */
export const evidence: readonly Evidence[] = [
  components,
  answers,
  disks,
  database,
  machine,
  processor,
  scrapes,
  vanished,
  clocks,
  changes,
  kubernetes,
  flagsTaken,
  versions,
  callsBetween,
  operations,
  traces,
  logPatterns,
  metrics,
  traffic,
];

/** What needs no time before to be compared with. */
export const evidenceOfTheMoment: readonly Evidence[] = [components, answers, disks, database, machine];
