import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings } from './settings';
import { temporaryFolder } from './testing/temporary-folder';

function fileWith(text: string, mode = 0o600): string {
  const file = join(temporaryFolder(), 'secret');
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}

describe('who is told of alerts', () => {
  it('is nobody but the inbox, unless said', () => expect(readSettings({}).alertReceivers).toEqual({}));

  it('is whoever the file of its secret is given for', () => {
    const file = fileWith('a routing key');
    expect(readSettings({ SIGHTLINE_PAGERDUTY_ROUTING_KEY_FILE: file }).alertReceivers).toEqual({
      pagerduty: { PAGERDUTY_ROUTING_KEY_FILE: file },
    });
  });

  it.each([
    ['is not there', () => '/nowhere'],
    ['is empty', () => fileWith('')],
    ['others can read', () => fileWith('a secret', 0o644)],
  ])('is refused when the file %s', (_, file) => {
    expect(() => readSettings({ SIGHTLINE_SLACK_WEBHOOK_FILE: file() })).toThrow(
      /SIGHTLINE_SLACK_WEBHOOK_FILE came as .*; accepted: .*only you can read \(chmod 600\)/,
    );
  });

  it('by mail needs everything that mail needs', () => {
    const partly = { SIGHTLINE_SMTP_SMARTHOST: 'mail.example:587', SIGHTLINE_SMTP_FROM: 'sightline@mail.example' };
    for (const missing of ['SIGHTLINE_SMTP_TO', 'SIGHTLINE_SMTP_USERNAME', 'SIGHTLINE_SMTP_PASSWORD_FILE'])
      expect(() => readSettings(partly)).toThrow(`${missing} is not set`);
  });
});
