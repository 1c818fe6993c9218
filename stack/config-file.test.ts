import { expect, it } from 'vitest';
import { fillIn } from './config-file';

it('fills in what it is given', () => {
  const values = { HOST: '127.0.0.1', PORT: '9093' };
  expect(fillIn(`targets: ["\${HOST}:\${PORT}"]`, values)).toBe('targets: ["127.0.0.1:9093"]');
});

it('refuses a placeholder without a value, and names it', () => {
  const message = `nothing to put in place of \${ALERTS_DIR}; there is HOST`;
  expect(() => fillIn(`\${ALERTS_DIR}/*.yml`, { HOST: 'x' })).toThrow(message);
});
