import { CliError } from '../cli-error';
import type { Need, PlatformKind } from './need';

/** What each part is, and the line that gives it to a platform; our own shop cannot be given. */
const known: Readonly<Record<Need, { readonly name: string; readonly add: string | undefined }>> = {
  traces: { name: 'traces', add: 'traces: { tempo: <url> }   # or zipkin, jaeger' },
  logs: { name: 'logs', add: 'logs: { loki: <url> }' },
  metrics: { name: 'metrics', add: 'metrics: { prometheus: <url> }' },
  alerts: { name: 'alerts', add: 'alerts: { alertmanager: <url> }' },
  dashboards: { name: 'dashboards', add: 'dashboards: { grafana: <url> }' },
  otlp: { name: 'OTLP', add: 'otlp: <url>' },
  shop: { name: 'the shop that `npm start` or `docker compose up` runs', add: undefined },
  supervisor: { name: 'the supervisor of what `npm start` runs', add: undefined },
};

/** What a platform lacks for what it is asked, and what to do about it. */
export function missingPart(
  { name, kind, file }: { name: string; kind: PlatformKind; file?: string },
  needs: readonly Need[],
): CliError {
  const lacking = needs.map((need) => known[need].name).join(' and ');
  const lines = needs.flatMap((need) => known[need].add ?? []);
  const isOurs = needs.some((need) => known[need].add === undefined);
  const problem = isOurs
    ? `This is about ${lacking}, and the platform ${name} has none`
    : `The platform ${name} has no ${lacking}, which this needs`;
  return new CliError('PART_MISSING', `${problem}: ${remedy()}`);

  function remedy(): string {
    if (isOurs) return 'start that, and name it with --platform local';
    if (kind !== 'described') return `see \`${kind === 'local' ? 'sightline status' : 'docker compose ps'}\``;
    return `add under platforms.${name}${file ? ` in ${file}` : ''}:\n${lines.map((line) => `    ${line}`).join('\n')}`;
  }
}
