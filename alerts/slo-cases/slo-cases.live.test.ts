/** The same cases, evaluated by promtool: what compiles is accepted, runs without an error, and has the right values. */

import { duration } from '@sightline/promql';
import { programAtHand } from '@sightline/stack';
import { beforeAll, describe, expect, it } from 'vitest';
import { compile } from '../compiler/compile';
import { writeRulesFile } from '../compiler/write/rules-file';
import { type Trial, tryRules } from '../rule-tests/promtool-batch';
import { writeRuleTests } from '../rule-tests/promtool-file';
import { type SloCase, sloCases } from '.';

const compiled = sloCases.filter(({ diagnostics }) => !diagnostics.some((each) => each.startsWith('error')));

describe('the rules of an SLO file', () => {
  let problems: ReadonlyMap<string, string>;
  beforeAll(async () => {
    problems = await tryRules(programAtHand('prometheus', 'promtool'), compiled.map(trialOf));
  }, 600_000);

  it.each(compiled.map(({ name }) => name))('with %s', (name) => expect(problems.get(name) ?? '').toBe(''));
});

function trialOf({ name, text, options, world }: SloCase): Trial {
  const { slos } = compile([{ file: 'slo.yaml', text }], options);
  const groups = slos.flatMap((slo) => slo.groups);
  return {
    name,
    rules: writeRulesFile(groups),
    ...(world && {
      test: (rules: string) =>
        writeRuleTests({
          rules,
          evaluation: (world.every ?? 1) * duration('1m'),
          interval: duration('30s'),
          groupOrder: groups.map((group) => group.name),
          tests: [
            {
              name,
              series: Object.entries(world.series).map(([series, values]) => ({ series, values })),
              expressions: world.expect.map(({ expr, at, is }) => ({
                expr:
                  is === 'none'
                    ? `count(${expr}) or vector(0)`
                    : `count(abs((${expr}) - ${is}) <= ${Math.abs(is) / 100}) or vector(0)`,
                at: at * duration('1m'),
                value: is === 'none' ? 0 : 1,
              })),
            },
          ],
        }),
    }),
  };
}
