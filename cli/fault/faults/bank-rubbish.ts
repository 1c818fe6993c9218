import { component } from '../../why';
import type { Fault } from '../fault';
import { inBetweenObstacle, standInBetween } from '../in-between';

export const bankRubbish: Fault = {
  name: 'bank-rubbish',
  title: 'the bank answers every charge with 200 and a page that is no JSON',
  heldOut: false,
  truths: () => [component('bank')],
  obstacle: inBetweenObstacle,
  cause: (ground) =>
    standInBetween(ground, 'bank', ({ url }) =>
      url === '/charges' ? { status: 200, body: '<html><body>It works!</body></html>' } : undefined,
    ),
};
