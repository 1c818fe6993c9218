/**
 * Compiles a thousand SLOs in each dialect and prints what it took, from text to text:
 *
 *     node alerts/dist/bench/compile-thousand.js
 *
 * The promise is under two seconds each. CPU seconds are printed too: on a busy machine the clock tells about the others.
 */
import { compile } from '../compiler/compile';
import { hasErrors } from '../compiler/diagnostics';
import type { DialectName } from '../compiler/dialect';
import { exampleSlo } from '../compiler/example-slo';
import { writeRulesFile } from '../compiler/write/rules-file';

const count = 1_000;

const openSlo = Array.from({ length: count }, (_, index) =>
  exampleSlo({
    name: `slo-${index}`,
    bad: `requests_total{app="a${index}",code=~"5.."}`,
    total: `requests_total{app="a${index}"}`,
  }),
).join('---\n');

const sloth = `version: prometheus/v1
service: shop
slos:
${Array.from(
  { length: count },
  (_, index) => `  - name: slo-${index}
    objective: 99.9
    sli:
      events:
        error_query: sum(rate(requests_total{app="a${index}",code=~"5.."}[{{.window}}]))
        total_query: sum(rate(requests_total{app="a${index}"}[{{.window}}]))
    alerting: { name: Slo${index}, page_alert: { labels: { severity: critical } } }
`,
).join('')}`;

function measure(dialect: DialectName, format: string, text: string) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const { slos, diagnostics } = compile([{ file: 'thousand.yaml', text }], { dialect });
  const rules = writeRulesFile(slos.flatMap(({ groups }) => groups));
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  if (slos.length !== count || hasErrors(diagnostics)) throw new Error(`Only ${slos.length} of ${count} were compiled`);
  const total = slos.reduce(
    (sum, { groups }) => sum + groups.reduce((each, { rules: list }) => each + list.length, 0),
    0,
  );
  return {
    dialect,
    from: format,
    'seconds by the clock': (wall / 1_000).toFixed(2),
    'of CPU': ((user + system) / 1e6).toFixed(2),
    rules: total,
    megabytes: (rules.length / 1e6).toFixed(1),
  };
}

console.table([
  measure('sightline', 'openslo/v1', openSlo),
  measure('sightline', 'prometheus/v1', sloth),
  measure('sloth', 'prometheus/v1', sloth),
]);
