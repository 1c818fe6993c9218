import { edges, lateLines } from './edges';
import { crowd, fleet } from './many';
import { odd, texts, typed } from './odd';
import { jsonLines, logfmtLines, plainLines } from './parsed';
import { from, type MadeRecord, minutes } from './record';
import { shop } from './shop';

/** Sent after all others: once it can be read, so can they. */
export const last: MadeRecord = { at: minutes(19.5), body: 'the last line', resource: from('last', 'info') };

/** What is played, a request each, in this order. */
export const requests: readonly (readonly MadeRecord[])[] = [
  ...[shop(), jsonLines, logfmtLines, plainLines, odd, texts, typed, edges, crowd, fleet],
  ...lateLines.map((record) => [record]),
  [last],
];

export type { MadeRecord } from './record';
