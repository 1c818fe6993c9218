import { component } from '../../why';
import type { Fault } from '../fault';

const role = 'payment_app';

export const roleLockedOut: Fault = {
  name: 'role-locked-out',
  title: `the role ${role} may log in to PostgreSQL no more, and its sessions are ended`,
  heldOut: true,
  truths: () => [component('postgres')],
  async cause(ground) {
    const stranger = await ground.stranger('payments');
    ground.afterwards(() => stranger.end());
    ground.afterwards(async () => void (await stranger.query(`alter role ${role} login`)));
    await stranger.query(`alter role ${role} nologin`);
    await stranger.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [role]);
  },
};
