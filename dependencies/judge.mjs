import { isOver } from './locks.mjs';

/**
 * What of these reports is a problem.
 *
 * @param reports as `npm audit --json` prints them
 * @param exceptions the advisories that are put up with: `{ advisory, package, why, until }`
 * @param today as `2026-11-28`
 */
export function judge(reports, exceptions, today) {
  const advisories = new Map();
  for (const { vulnerabilities } of reports)
    for (const { via } of Object.values(vulnerabilities))
      for (const cause of via) if (typeof cause === 'object') advisories.set(`${idOf(cause)} ${cause.name}`, cause);

  const excuses = new Map(exceptions.map((each) => [`${each.advisory} ${each.package}`, each]));
  const problems = [];
  const notes = [];
  for (const [key, cause] of advisories) {
    const excuse = excuses.get(key);
    const about = `${cause.severity}: ${cause.name} ${cause.range}, ${cause.title} (${cause.url})`;
    if (!excuse)
      problems.push(
        `${about}. Move to a version without it, or argue in dependencies/exceptions.json why it does no harm`,
      );
    else if (isOver(excuse, today))
      problems.push(`${about}. It was put up with until ${excuse.until}: look at it again`);
    else notes.push(`put up with until ${excuse.until}: ${about}; ${excuse.why}`);
  }
  // Only who was answered knows what is needed no more.
  if (reports.length > 0)
    for (const key of excuses.keys())
      if (!advisories.has(key)) notes.push(`no longer needed in dependencies/exceptions.json: ${key}`);
  return { problems, notes };
}

/** GitHub's number for it, which stays when a registry numbers anew. */
const idOf = ({ url, source }) => /GHSA-[\w-]+/.exec(url ?? '')?.[0] ?? String(source);
