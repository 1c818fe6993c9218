import { component } from '../../why';
import type { Fault } from '../fault';
import { inBetweenObstacle, standInBetween } from '../in-between';

const every = 5;

export const bank500: Fault = {
  name: 'bank-500',
  title: 'the bank answers every fifth charge with 500',
  heldOut: false,
  truths: () => [component('bank')],
  obstacle: inBetweenObstacle,
  async cause(ground) {
    let charges = 0;
    await standInBetween(ground, 'bank', ({ url }) =>
      url === '/charges' && ++charges % every === 0 ? { status: 500, body: '{"error":"internal"}' } : undefined,
    );
  },
};
