import { type Stats, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

/** A file with a secret in it, for nobody else to read. */
const secretFile = () =>
  z
    .string()
    .transform((path) => resolve(path))
    .refine(isSecret)
    .optional()
    .meta({ description: 'the path of a file that holds the secret and that only you can read (chmod 600)' });

const mailAddress = () => z.email().optional().meta({ description: 'a mail address' });

/** What switches real receivers on, beside the inbox. */
export const alertReceiverVariables = {
  SIGHTLINE_PAGERDUTY_ROUTING_KEY_FILE: secretFile(),
  SIGHTLINE_SLACK_WEBHOOK_FILE: secretFile(),
  SIGHTLINE_SMTP_SMARTHOST: z
    .string()
    .regex(/^[^\s:]+:\d+$/)
    .optional()
    .meta({ description: 'the host:port of a mail server that speaks TLS' }),
  SIGHTLINE_SMTP_FROM: mailAddress(),
  SIGHTLINE_SMTP_TO: mailAddress(),
  SIGHTLINE_SMTP_USERNAME: z.string().optional().meta({ description: 'the name to log in with at the mail server' }),
  SIGHTLINE_SMTP_PASSWORD_FILE: secretFile(),
};

type Variables = z.output<z.ZodObject<typeof alertReceiverVariables>>;

/** Mail needs all of its variables, or none. */
export function mailIsWhole({ value, issues }: z.core.ParsePayload<Variables>): void {
  const names = Object.keys(alertReceiverVariables).filter((name) => name.startsWith('SIGHTLINE_SMTP_'));
  const missing = names.filter((name) => value[name as keyof Variables] === undefined);
  if (missing.length === names.length) return;
  for (const name of missing)
    issues.push({ code: 'custom', path: [name], message: 'needed for mail', input: undefined });
}

/** Placeholders of a receiver's file in alerts/routing/receivers/, by what they stand for there. */
export interface AlertReceivers {
  readonly pagerduty?: { readonly PAGERDUTY_ROUTING_KEY_FILE: string };
  readonly slack?: { readonly SLACK_WEBHOOK_FILE: string };
  readonly email?: Readonly<
    Record<'SMTP_SMARTHOST' | 'SMTP_FROM' | 'SMTP_TO' | 'SMTP_USERNAME' | 'SMTP_PASSWORD_FILE', string>
  >;
}

export function alertReceivers(variables: Variables): AlertReceivers {
  const {
    SIGHTLINE_PAGERDUTY_ROUTING_KEY_FILE: routingKey,
    SIGHTLINE_SLACK_WEBHOOK_FILE: webhook,
    SIGHTLINE_SMTP_SMARTHOST: smarthost,
    SIGHTLINE_SMTP_FROM: from = '',
    SIGHTLINE_SMTP_TO: to = '',
    SIGHTLINE_SMTP_USERNAME: username = '',
    SIGHTLINE_SMTP_PASSWORD_FILE: password = '',
  } = variables;
  return {
    ...(routingKey && { pagerduty: { PAGERDUTY_ROUTING_KEY_FILE: routingKey } }),
    ...(webhook && { slack: { SLACK_WEBHOOK_FILE: webhook } }),
    ...(smarthost && {
      email: {
        SMTP_SMARTHOST: smarthost,
        SMTP_FROM: from,
        SMTP_TO: to,
        SMTP_USERNAME: username,
        SMTP_PASSWORD_FILE: password,
      },
    }),
  };
}

function isSecret(path: string): boolean {
  let stats: Stats;
  try {
    stats = statSync(path);
  } catch {
    return false;
  }
  return stats.isFile() && stats.size > 0 && (stats.mode & 0o077) === 0;
}
