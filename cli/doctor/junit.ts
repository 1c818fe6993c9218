import type { Diagnosis } from './doctor';
import type { Finding } from './finding';

/** A diagnosis as the JUnit files that pipelines show: a hop is a test case. https://github.com/testmoapp/junitxml */
export function junitXml({ findings, traceId }: Diagnosis, at: Date): string {
  const count = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length;
  const seconds = Math.max(0, ...findings.map(({ ms }) => ms ?? 0)) / 1000;
  const counts = `tests="${findings.length}" failures="${count('broken')}" skipped="${count('skipped')}" errors="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts} time="${seconds}">`,
    `  <testsuite name="sightline doctor" ${counts} time="${seconds}" timestamp="${at.toISOString().slice(0, 19)}">`,
    ...(traceId
      ? ['    <properties>', `      <property name="trace" value="${attribute(traceId)}"/>`, '    </properties>']
      : []),
    ...findings.map(testCase),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase({ hop, state, ms = 0, detail, next, lines = [] }: Finding): string {
  const head = `    <testcase classname="sightline.doctor" name="${attribute(hop)}" time="${ms / 1000}"`;
  if (state === 'broken') {
    const advice = [detail, ...(next ? [`Look next at ${next}`] : []), ...lines].join('\n');
    return `${head}>\n      <failure message="${attribute(detail)}" type="broken">${text(advice)}</failure>\n    </testcase>`;
  }
  if (state === 'skipped') return `${head}><skipped message="${attribute(detail)}"/></testcase>`;
  return `${head}><system-out>${text(detail)}</system-out></testcase>`;
}

/** XML takes few control characters, in whatever form. */
const text = (value: string) =>
  value
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML has no way to write
    .replaceAll(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '�')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

const attribute = (value: string) => text(value).replaceAll('"', '&quot;').replaceAll('\n', '&#10;');
