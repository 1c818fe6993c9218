import { exceptions, isOver, locked, lockOf } from './locks.mjs';

/**
 * What we take into the house, by its SPDX name. Permissive all but one: the MPL asks for changes to its own files alone, and what is under
 * it here is used unchanged, to build.
 */
export const permitted = new Set([
  ...['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'CC0-1.0', 'ISC', 'MIT', 'MPL-2.0'],
  ...['OFL-1.1', 'Python-2.0', 'Unlicense', 'Zlib'],
]);

/**
 * Whether an SPDX expression leaves a choice that is permitted. One that has both words needs all that it names: which of them may be
 * left out depends on its parentheses.
 */
export function isPermitted(expression) {
  const named = expression.replaceAll(/[()]/g, ' ').trim();
  const choices = named.split(/\s+OR\s+/);
  const both = choices.length > 1 && /\sAND\s/.test(named);
  if (both) return named.split(/\s+(?:OR|AND)\s+/).every((licence) => permitted.has(licence));
  return choices.some((choice) => choice.split(/\s+AND\s+/).every((licence) => permitted.has(licence)));
}

/** Every package that is installed, once for each version: its name, version, licence and whether it is only used to build and to test. */
export function packages(locks = locked.map(lockOf)) {
  const stated = new Map(exceptions().licences.map((each) => [each.package, each]));
  const all = new Map();
  for (const { packages: entries } of locks)
    for (const [path, { version, license, link, dev = false }] of Object.entries(entries)) {
      if (!path.includes('node_modules/') || link) continue;
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const key = `${name}@${version}`;
      const excuse = license === undefined ? stated.get(name) : undefined;
      const before = all.get(key);
      all.set(key, {
        name,
        version,
        licence: license ?? excuse?.licence ?? 'not stated',
        excuse,
        dev: dev && (before?.dev ?? true),
      });
    }
  return [...all.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** What may not be here: by a licence that is not permitted, or excused for longer than was agreed. */
export function problemsOf(all, today) {
  return all.flatMap(({ name, version, licence, excuse }) => {
    if (excuse)
      return isOver(excuse, today) ? [`${name}@${version}: excused until ${excuse.until}: look at it again`] : [];
    return isPermitted(licence)
      ? []
      : [`${name}@${version}: ${licence} is not among the permitted licences of dependencies/licences.mjs`];
  });
}

/** docs/licences.md */
export function page(all) {
  const licences = [...new Set(all.map(({ licence }) => licence))].sort();
  const named = (dev) => (licence) => [
    ...new Set(all.filter((each) => each.licence === licence && each.dev === dev).map(({ name }) => `\`${name}\``)),
  ];
  const [runs, builds] = [named(false), named(true)];
  const excused = exceptions().licences.map(
    ({ package: name, licence, why, until }) => `| \`${name}\` | ${licence} | ${why} | ${until} |`,
  );
  return [
    '<!-- Made by `npm run licences`. -->',
    '# Licences',
    '',
    'What `npm ci` installs, by the licence that each package states in the lock files; the list of permitted ones is closed (`dependencies/licences.mjs`), and a test',
    'refuses any other. The engines are processes of their own, each with its licence in the [README](../README.md); nothing of a program under the AGPL is built, linked or copied.',
    'A bill of materials in CycloneDX: `npm run sbom`.',
    '',
    '| licence | packages | only to build and to test |',
    '| --- | ---: | ---: |',
    ...licences.map((licence) => `| ${licence} | ${runs(licence).length} | ${builds(licence).length} |`),
    '',
    '## By name',
    '',
    ...licences.flatMap((licence) => [
      `### ${licence}`,
      '',
      ...(runs(licence).length > 0 ? [runs(licence).join(' '), ''] : []),
      ...(builds(licence).length > 0 ? [`Only to build and to test: ${builds(licence).join(' ')}`, ''] : []),
    ]),
    '## Put up with',
    '',
    '| package | licence | why | until |',
    '| --- | --- | --- | --- |',
    ...excused,
    '',
  ].join('\n');
}
