import { readFileSync } from 'node:fs';
import { deadLetterTopicOf, ordersTopic, paymentsTopic } from '@sightline/contracts';
import {
  type AclEntry,
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  Kafka,
  logLevel,
  ResourcePatternTypes,
} from 'kafkajs';

interface Reader {
  readonly name: 'order' | 'payment';
  readonly writes: string;
  readonly reads: string;
}

const readers: readonly Reader[] = [
  { name: 'order', writes: ordersTopic.name, reads: paymentsTopic.name },
  { name: 'payment', writes: paymentsTopic.name, reads: ordersTopic.name },
];

const { CREATE, DELETE, DESCRIBE, READ, WRITE } = AclOperationTypes;

/** What a service needs: its own topic, the one it reads, and what it set aside of that. */
function needsOf({ name, writes, reads }: Reader): AclEntry[] {
  const principal = `User:CN=${name}`;
  const aside = deadLetterTopicOf(reads);
  return [
    ...topic(principal, writes, [WRITE, DESCRIBE, CREATE]),
    // To it, it sends back what it set aside.
    ...topic(principal, reads, [READ, WRITE, DESCRIBE, CREATE]),
    ...topic(principal, aside, [READ, WRITE, DESCRIBE, CREATE]),
    // The dead-letter topic of what it writes is made with it.
    ...topic(principal, deadLetterTopicOf(writes), [DESCRIBE, CREATE]),
    ...group(principal, name, { pattern: ResourcePatternTypes.LITERAL, operations: [READ, DESCRIBE] }),
    ...group(principal, `${aside}.replay`, {
      pattern: ResourcePatternTypes.PREFIXED,
      operations: [READ, DESCRIBE, DELETE],
    }),
  ];
}

/** The collector sees how far everybody is, and reads nothing. */
const collectors: readonly AclEntry[] = [
  ...topic('User:CN=collector', '*', [DESCRIBE]),
  ...group('User:CN=collector', '*', { pattern: ResourcePatternTypes.LITERAL, operations: [DESCRIBE] }),
  entry('User:CN=collector', { type: AclResourceTypes.CLUSTER, name: 'kafka-cluster', operation: DESCRIBE }),
];

export interface LetIn {
  readonly brokers: readonly string[];
  /** Files, in PEM. */
  readonly authority: string;
  readonly operator: { readonly certificate: string; readonly key: string };
}

/** Gives each who has a certificate the rights it needs. Safe to repeat. */
export async function letIn({ brokers, authority, operator: { certificate, key } }: LetIn): Promise<void> {
  const admin = new Kafka({
    brokers: [...brokers],
    clientId: 'sightline',
    ssl: {
      ca: [readFileSync(authority, 'utf8')],
      cert: readFileSync(certificate, 'utf8'),
      key: readFileSync(key, 'utf8'),
    },
    logLevel: logLevel.NOTHING,
  }).admin();
  await admin.connect();
  try {
    await admin.createAcls({ acl: [...readers.flatMap(needsOf), ...collectors] });
  } finally {
    await admin.disconnect();
  }
}

function topic(principal: string, name: string, operations: readonly AclOperationTypes[]): AclEntry[] {
  return operations.map((operation) => entry(principal, { type: AclResourceTypes.TOPIC, name, operation }));
}

function group(
  principal: string,
  name: string,
  { pattern, operations }: { pattern: ResourcePatternTypes; operations: readonly AclOperationTypes[] },
): AclEntry[] {
  return operations.map((operation) => entry(principal, { type: AclResourceTypes.GROUP, name, operation, pattern }));
}

function entry(
  principal: string,
  {
    type,
    name,
    operation,
    pattern = ResourcePatternTypes.LITERAL,
  }: { type: AclResourceTypes; name: string; operation: AclOperationTypes; pattern?: ResourcePatternTypes },
): AclEntry {
  return {
    principal,
    host: '*',
    resourceType: type,
    resourceName: name,
    resourcePatternType: pattern,
    operation,
    permissionType: AclPermissionTypes.ALLOW,
  };
}
