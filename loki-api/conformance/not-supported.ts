import type { Case } from './case';
import { instant, lines, range } from './cases/asking';

/** What Loki answers and its stand-in refuses, each by a 400 that names the construct. */
export const notSupported: readonly { readonly asked: Case; readonly names: string; readonly reason: string }[] = [
  {
    asked: lines('{service_name="proxy"} | pattern "<ip> <_>"'),
    names: 'pattern',
    reason: 'no panel, command or test asks it; json and logfmt are what the platform logs',
  },
];
void [instant, range];
