import { expect, it } from 'vitest';
import { counterValue } from './counters';

const text = `# HELP lost_total Lost
# TYPE lost_total counter
lost_total{reason="a {b} \\"c\\"",n="1"} 3 # {trace_id="00"} 1 1767225600
lost_total{reason="full"} 4e2
lost_total 1
lost_total_more{reason="full"} 100
not_lost_total 100
`;

it.each([
  ['lost_total', 404],
  ['lost_total_more', 100],
  ['unknown_total', 0],
])('%s is %d, all series together and those of no other', (name, sum) => expect(counterValue(text, name)).toBe(sum));
