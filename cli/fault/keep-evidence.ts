import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inRepository } from '@sightline/stack';
import type { Explanation } from '../why';
import type { Recording } from './play-fault';

/** What there was to go by in one play, small enough to lie beside the tests of `why`. */
export function keepEvidence(
  { played, platform }: Recording,
  { times, seen, dependencies, hypotheses }: Explanation,
): void {
  const components = platform.components.map(({ name, title, status, intervention, silent, wasSilent }) => ({
    name,
    title,
    status,
    ...(intervention && { intervention }),
    ...(silent && { silent }),
    ...(wasSilent && { wasSilent }),
  }));
  const findings = hypotheses.flatMap((each) => each.findings).map(({ link: _, ...finding }) => finding);
  const edges = [...new Map(dependencies.map((edge) => [`${edge.from} ${edge.to}`, edge])).values()];
  const file = inRepository('cli', 'why', 'recorded', `${played.fault.replace('+', '-and-')}.json`);
  mkdirSync(dirname(file), { recursive: true });
  const evidence = { truths: played.truths, times, components, seen, findings, edges };
  writeFileSync(file, `${JSON.stringify(evidence, null, 1)}\n`);
}
