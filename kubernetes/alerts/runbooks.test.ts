import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { repository } from '../generate/places';

interface Alert {
  readonly alert: string;
  readonly annotations: Readonly<Record<string, string>>;
}

const rules: { groups: { rules: Alert[] }[] } = parse(readFileSync(join(__dirname, 'rules', 'cluster.yml'), 'utf8'));
const alerts = rules.groups.flatMap((group) => group.rules);

describe('runbooks of the alerts on a cluster', () => {
  it('are there for each alert, and for nothing else', () => {
    expect(readdirSync(join(__dirname, 'runbooks')).sort()).toEqual(alerts.map(({ alert }) => `${alert}.md`).sort());
  });

  it.each(alerts)(
    '$alert names its own, which says what it means, what to check, how to mend and how to silence',
    ({ alert, annotations }) => {
      expect(annotations.runbook_url).toBe(`kubernetes/alerts/runbooks/${alert}.md`);
      const text = readFileSync(join(repository, annotations.runbook_url ?? ''), 'utf8');
      expect([...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading)).toEqual([
        alert,
        'First checks',
        'How to mend',
        'How to silence',
      ]);
      expect(text.match(/^\d\. /gm)).toEqual(['1. ', '2. ', '3. ']);
      expect(text).toContain(`alertname=${alert} `);
    },
  );
});
