import { describe, expect, it } from 'vitest';
import { connections } from './connections';

describe('a link into Grafana', () => {
  it.each(['http://g:3000', 'http://g:3000/', 'http://g:3000/grafana//'])(
    'has one slash after the address %s',
    (url) => {
      const { links } = connections({
        name: 'mine',
        kind: 'described',
        platform: { dashboards: { url } },
        dataSources: { traces: 'tempo' },
      });
      expect(links('0af7651916cd43dd8448eb211c80319c').explore).toMatch(/^http:\/\/g:3000(\/grafana)?\/explore\?/);
    },
  );
});
