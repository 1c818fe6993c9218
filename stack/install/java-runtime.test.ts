import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder';
import { requireJava } from './java-runtime';

function javaThatSays(version: string): string {
  const program = join(temporaryFolder(), 'java');
  writeFileSync(program, `#!/bin/sh\necho 'openjdk version "${version}" 2025-04-15' >&2\n`);
  chmodSync(program, 0o755);
  return program;
}

it('is content with 17 and later', async () => {
  await requireJava('Kafka', javaThatSays('17.0.15'));
  await requireJava('Kafka', javaThatSays('25'));
});

it('says what to install when Java is too old, or not there', async () => {
  await expect(requireJava('Kafka', javaThatSays('11.0.2'))).rejects.toThrow(
    /Kafka runs on Java 17 or later; .*java is 11\n.*install/,
  );
  await expect(requireJava('Kafka', '/nowhere/java')).rejects.toThrow(/\/nowhere\/java is not there\n.*JAVA_HOME/);
});
