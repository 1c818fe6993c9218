import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { runTool } from '../../install/tool';
import { docker } from '../docker';
import { inWorkFolder } from './work-folder';

const debian = 'sightline-stand-in/debian:bookworm';
const debootstrap = 'Debian’s package debootstrap';

/** Why none can be made here; nothing where they can. */
export function whatStandInsLack(): string | undefined {
  if (process.getuid?.() !== 0) return 'one has to be root';
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.some((each) => existsSync(join(each, 'debootstrap'))) ? undefined : `${debootstrap} is needed`;
}

/** Debian's smallest system with the certificates this machine trusts: what fetches from a package registry here does so there. */
export async function importDebian(say: (line: string) => void): Promise<void> {
  if ((await docker(['image', 'ls', '--quiet', debian])).length > 0) return;
  say('making a Debian system to stand in for images');
  await inWorkFolder(async (work) => {
    const root = join(work, 'root');
    const remedy = `install ${debootstrap}`;
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await runTool('debootstrap', { args: ['--variant=minbase', 'bookworm', root], env, remedy });
    const certificates = '/etc/ssl/certs/ca-certificates.crt';
    mkdirSync(dirname(join(root, certificates)), { recursive: true });
    cpSync(certificates, join(root, certificates), { dereference: true });
    await runTool('tar', { args: ['-C', root, '-cf', join(work, 'root.tar'), '.'], env, remedy: 'install tar' });
    await docker(['import', join(work, 'root.tar'), debian]);
  });
}
