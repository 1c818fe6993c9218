import { inventory } from '@sightline/catalogue';
import { expect, it } from 'vitest';
import { generatedDashboards } from '../check/static';
import { queriesOf } from '../check/walk';

it('no dashboard shows fewer than no messages: of a partition nobody has read yet, the collector says -1', () => {
  const asked = generatedDashboards()
    .flatMap(queriesOf)
    .map(({ target }) => target.expr)
    .filter((expr) => expr.includes(inventory.kafkaGroupLag.name));
  expect(asked.length).toBeGreaterThanOrEqual(3);
  const floored = new RegExp(`clamp_min\\(${inventory.kafkaGroupLag.name}\\{[^}]*\\}, 0\\)`, 'g');
  expect(asked.filter((expr) => expr.replaceAll(floored, '').includes(inventory.kafkaGroupLag.name))).toEqual([]);
});
