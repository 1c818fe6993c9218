import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inRepository } from '@sightline/stack';
import { incidents } from '@sightline/traffic';
import type { Played } from './play-incident';
import { playedPage } from './played-text';

/** The newest outcome of each incident, for programs and for people. */
const data = inRepository('docs', 'incidents.json');
const page = inRepository('docs', 'incidents.md');

/** Keeps the outcome in place of the one before of the same incident. */
export function keepOutcome(played: Played): void {
  const known: Played[] = existsSync(data) ? JSON.parse(readFileSync(data, 'utf8')) : [];
  const all = [...known.filter(({ incident }) => incident !== played.incident), played];
  const inOrder = incidents.flatMap(({ name }) => all.filter(({ incident }) => incident === name));
  writeFileSync(data, `${JSON.stringify(inOrder, null, 2)}\n`);
  writeFileSync(page, playedPage(inOrder));
}
