import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Component, Engine } from '../component';
import { silent } from '../report/progress';
import { readSettings } from '../settings';
import { putProgram, testEngine } from '../testing/engine';
import { lives, scriptComponent } from '../testing/script-component';
import { temporaryFolder } from '../testing/temporary-folder';
import { installPlatform } from './install-platform';

afterEach(() => vi.unstubAllEnvs());

const tempo: Engine = { ...testEngine(), name: 'tempo', title: 'Tempo', optional: 'Zipkin keeps the traces' };
const zipkin: Engine = { ...testEngine(), name: 'zipkin', title: 'Zipkin', standsInFor: 'tempo' };
const order = scriptComponent(lives, { name: 'order' });

/** Installs with these engines given by path, and no others to be had. */
function install(
  components: readonly Component[],
  given: readonly ('TEMPO' | 'ZIPKIN')[],
  traceStore?: 'tempo' | 'zipkin',
) {
  const folder = temporaryFolder();
  for (const name of given) vi.stubEnv(`SIGHTLINE_${name}_BIN`, putProgram(join(folder, name, 'loki'), '3.7.8'));
  const settings = readSettings({ SIGHTLINE_CACHE: folder });
  return installPlatform(components, { settings, progress: silent, ...(traceStore ? { traceStore } : {}) });
}

describe('the platform', () => {
  it('has Tempo where it can be had, and no Zipkin beside it', async () => {
    const plan = await install([tempo, zipkin, order], ['TEMPO', 'ZIPKIN']);
    expect(plan).toMatchObject({ traceStore: 'tempo', components: ['tempo', 'order'] });
  });

  it('has Zipkin where Tempo cannot be had', async () => {
    const plan = await install([tempo, zipkin, order], ['ZIPKIN']);
    expect(plan).toMatchObject({ traceStore: 'zipkin', components: ['zipkin', 'order'] });
  });

  it('has the trace store that is asked for', async () => {
    const plan = await install([tempo, zipkin], ['TEMPO', 'ZIPKIN'], 'zipkin');
    expect(plan).toMatchObject({ traceStore: 'zipkin', components: ['zipkin'] });
  });

  it('does not start when the trace store that is asked for cannot be had', async () => {
    await expect(install([tempo, zipkin], ['ZIPKIN'], 'tempo')).rejects.toThrow('Tempo 3.7.8 cannot be had');
  });

  it('has a component of ours in the place of an engine that cannot be had, made beforehand', async () => {
    const made = vi.fn();
    const own = scriptComponent(lives, { name: 'traffic', standsInFor: 'tempo', install: async () => made() });
    expect((await install([tempo, own], [])).components).toEqual(['traffic']);
    expect(made).toHaveBeenCalledOnce();
    expect((await install([tempo, own], ['TEMPO'])).components).toEqual(['tempo']);
    expect(made).toHaveBeenCalledOnce();
  });
});
