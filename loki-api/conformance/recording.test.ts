import { readdirSync } from 'node:fs';
import { inRepository } from '@sightline/stack';
import { describe, expect, it } from 'vitest';
import { describeCase } from './case';
import { topics } from './cases';
import { readRecording } from './recording';

// A dashboard may change where no Loki is at hand to record from.
const written = Object.entries(topics).filter(([topic]) => topic !== 'dashboards');

describe.each(written)('what Loki answered about %s', (topic, cases) => {
  it('was recorded for every case, and for no other', () => {
    const asked = cases.map(describeCase);
    expect(Object.keys(readRecording(topic).answers).sort()).toEqual([...new Set(asked)].sort());
    expect(new Set(asked).size).toBe(asked.length);
  });
});

it('all topics were recorded from one version of Loki', () => {
  const versions = new Set(Object.keys(topics).map((topic) => readRecording(topic).loki));
  expect(versions.size).toBe(1);
});

it('no recording is left of a topic that is gone', () => {
  const files = readdirSync(inRepository('loki-api', 'conformance', 'recorded'));
  expect(files.sort()).toEqual(
    Object.keys(topics)
      .map((topic) => `${topic}.json`)
      .sort(),
  );
});
