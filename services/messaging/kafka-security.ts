import { readFileSync } from 'node:fs';
import type { KafkaConfig } from 'kafkajs';

/** How Kafka is spoken to where it lets in only those it knows. Files are paths. */
export interface KafkaSecurity {
  /** Who may have signed the broker's certificate; with it, everything goes over TLS. */
  readonly ca?: string | undefined;
  /** By which the broker knows us. */
  readonly certificate?: string | undefined;
  readonly key?: string | undefined;
}

/** As kafkajs takes it. Files are read again for each connection, so that what is in them may be replaced while we run. */
export const securityOptions = ({ ca, certificate, key }: KafkaSecurity): Pick<KafkaConfig, 'ssl'> =>
  ca ? { ssl: contentsOf({ ca, cert: certificate, key }) } : {};

/** What the files hold at the moment they are looked at. */
const contentsOf = (files: Readonly<Record<string, string | undefined>>): object =>
  Object.defineProperties(
    {},
    Object.fromEntries(
      Object.entries(files).flatMap(([name, file]) =>
        file === undefined ? [] : [[name, { enumerable: true, get: () => readFileSync(file, 'utf8') }]],
      ),
    ),
  );
