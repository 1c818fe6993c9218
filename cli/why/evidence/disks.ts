import type { Evidence } from '../context';
import { amount, share } from '../numbers';
import type { DiskSnapshot } from '../snapshot';
import { component, host } from '../subject';

/** Less than this no store does anything useful with. */
const scarceBytes = 16 * 2 ** 20;
const scarceShare = 0.01;
const scarceFiles = 50;

/** Who has no room left for what it keeps. When all share a disk, it is the machine's. */
export const disks: Evidence = {
  name: 'disks',
  asks: ['supervisor'],
  async find({ seen }) {
    const scarce = seen.disks.filter(isScarce);
    const isShared = scarce.length > 1 && scarce.length === seen.disks.length;
    return (isShared ? scarce.slice(0, 1) : scarce).map((disk) => ({
      evidence: 'disks',
      subject: isShared ? host : component(disk.component),
      message: `the disk of ${isShared ? 'everything' : disk.component} is full: ${amount(disk.freeBytes)} of ${amount(disk.sizeBytes)} bytes are free`,
      strength: 0.95,
      nature: 'own',
      because: `less than ${share(scarceShare)}, or than ${amount(scarceBytes)} bytes`,
      query: `df ${disk.component}`,
    }));
  },
};

const isScarce = ({ freeBytes, sizeBytes, freeFiles }: DiskSnapshot) =>
  freeBytes < scarceBytes ||
  freeBytes < scarceShare * sizeBytes ||
  (freeFiles ?? Number.POSITIVE_INFINITY) < scarceFiles;
