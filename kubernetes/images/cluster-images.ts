import { join } from 'node:path';
import { pauseImage } from '../cluster/node-parts';
import type { Programs } from '../cluster/programs';
import type { Image } from './archive';
import { base, Stage } from './stage';

const nobody = '65532:65532';

/** What the cluster itself runs in pods: each a single program. */
export async function clusterImages(program: Programs, work: string): Promise<Image[]> {
  const stage = (name: string) => base(new Stage(join(work, name)));
  const single = async (name: string): Promise<Image> => ({
    name: `localhost/sightline/${name}:test`,
    layers: [(await stage(name).program(program(name), `/${name}`)).folder],
    user: nobody,
    entrypoint: [`/${name}`],
  });
  const shell = stage('shell');
  for (const path of ['/bin/sh', '/bin/mkdir', '/bin/rm']) await shell.program(path, path);
  return [
    { ...(await single('pause')), name: pauseImage },
    ...(await Promise.all(['coredns', 'metrics-server', 'local-path-provisioner'].map(single))),
    // It makes and removes the folders of volumes, as root of the node.
    { name: 'localhost/sightline/shell:test', layers: [shell.folder], user: '0:0' },
  ];
}
