import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { allComponents } from '../components';
import { targetVariable } from '../engines/collector';
import { inRepository } from '../repository';
import { applicationNames } from './applications';

const { receivers, processors } = parse(readFileSync(inRepository('collector', 'config', 'base.yaml'), 'utf8'));

describe.each(applicationNames)('%s', (name) => {
  it('is started', () => expect(allComponents.map((each) => each.name)).toContain(name));

  it('is scraped under its own name', () => {
    expect(receivers['prometheus/services'].config.scrape_configs).toContainEqual(
      expect.objectContaining({
        job_name: name,
        static_configs: [{ targets: [`\${env:${targetVariable(name)}}`], labels: { instance: `${name}-1` } }],
      }),
    );
  });

  it('has room among the names that the collector keeps', () => {
    const [{ known }] = processors.guard.names;
    expect(known).toContain(name);
  });
});
