import type { SloFileOptions, SloFileResult } from '@sightline/alerts';
import type { Argument, Option, Outcome, Screen } from '../verb';

export const sloFileArgument: Argument = {
  name: '<file...>',
  description: 'files of OpenSLO v1 or of Sloth (prometheus/v1, PrometheusServiceLevel), or folders of them',
};

/** How the verbs that read SLO files may be told to compile them. */
export const sloFileOptions: readonly Option[] = [
  { flags: '--profile <name>', description: 'whose rules (default: sightline)', choices: ['sightline', 'sloth'] },
  { flags: '--period <time>', description: 'the period of SLOs that give none (default: 30d)' },
  { flags: '--scrape-interval <time>', description: 'how often Prometheus scrapes (default: 5s)' },
  {
    flags: '--traffic <number>',
    description: 'events an hour: says how soon the alerts tell what at that, and what they cannot',
  },
  { flags: '--windows <file>', description: 'a Sloth AlertWindows file in place of the usual windows' },
  {
    flags: '--label <key=value>',
    description: 'a label on every rule; may be given several times',
    repeatable: true,
  },
  { flags: '--scale <scale>', description: 'demo: an hour becomes five minutes', choices: ['real', 'demo'] },
];

/** The options of a verb as the compiler knows them: what else a verb has is not its business. */
export type SloFileFlags = Pick<
  SloFileOptions,
  'profile' | 'period' | 'scrapeInterval' | 'traffic' | 'windows' | 'label' | 'scale'
>;

/** What the files gave, or all that is wrong with them; warnings go beside the result. */
export function sloFileOutcome({ ok, output, report, diagnostics }: SloFileResult, screen: Screen): Outcome {
  if (!ok) return { value: { ok, diagnostics }, text: report, problem: true };
  if (report) screen.progress(report);
  return { value: { ok, diagnostics, output }, text: output.trimEnd() };
}
