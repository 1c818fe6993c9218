import type { Platform } from './installation';

const systems: Partial<Record<NodeJS.Platform, Platform['os']>> = { linux: 'linux', darwin: 'darwin' };
const architectures: Partial<Record<NodeJS.Architecture, Platform['arch']>> = { x64: 'amd64', arm64: 'arm64' };

/** This machine, as publishers name it in their archives; nothing where none publishes one. */
export function thisPlatform(): Platform | undefined {
  const os = systems[process.platform];
  const arch = architectures[process.arch];
  return os && arch && { os, arch };
}
