import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder';
import { readState, type SupervisorState, writeState } from './state';

it('is read as it was written', () => {
  const file = join(temporaryFolder(), 'state.json');
  const state = { phase: 'ready', components: [] } as unknown as SupervisorState;
  writeState(file, state);
  expect(readState(file)).toEqual(state);
});

it('is nothing when there is none, or none that can be read', () => {
  const file = join(temporaryFolder(), 'state.json');
  expect(readState(file)).toBeUndefined();
  writeFileSync(file, '{"phase":');
  expect(readState(file)).toBeUndefined();
});
