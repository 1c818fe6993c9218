import type { Task } from '../report/progress';
import { type Found, nothing, type Passed, passed, programsIn } from './found';
import type { Installable } from './installation';
import { versionBy } from './installation';
import { copyJars } from './maven';
import { npmPrograms } from './npm';
import { ToolMissing } from './tool';
import type { Workshop } from './workshop';

/** Makes the engine from a package registry: Go modules, Maven Central or npm. */
export async function fromRegistry(engine: Installable, workshop: Workshop, task: Task): Promise<Found | Passed> {
  const { registry } = engine.installation;
  if (!registry) return nothing('in no package registry');
  if (registry.kind === 'npm') return npmPrograms(engine, registry);
  const from = registry.kind === 'go' ? 'Go modules' : 'Maven Central';
  const version = versionBy('registry', engine) ?? engine.version;
  try {
    const folder = await workshop.cache.add(engine, { origin: 'registry', from, version }, (aside) =>
      registry.kind === 'go'
        ? workshop.go.build(registry, { folder: aside, task })
        : copyJars(registry, { folder: aside, workshop, task }),
    );
    return {
      engine: engine.name,
      version,
      origin: 'registry',
      from,
      programs: programsIn(engine, folder),
    };
  } catch (error) {
    if (error instanceof ToolMissing) return passed(error.message);
    throw error;
  }
}
