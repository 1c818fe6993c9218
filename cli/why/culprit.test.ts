import { addressesOf, defaultPorts } from '@sightline/stack';
import { describe, expect, it } from 'vitest';
import { culpritOf } from './culprit';

const addresses = addressesOf({ host: '127.0.0.1', ports: defaultPorts });

describe('an error points to', () => {
  it.each([
    ['connect ECONNREFUSED 127.0.0.1:15432', 'postgres'],
    ['connect ECONNREFUSED 127.0.0.1:9092', 'kafka'],
    ['request to http://127.0.0.1:4318/v1/traces failed', 'collector'],
    ['error: canceling statement due to lock timeout (55P03)', 'postgres'],
    ['sorry, too many clients already', 'postgres'],
    ['could not extend file "base/5/1": code 53100', 'postgres'],
    ['This server does not host this topic-partition', 'kafka'],
    ['UNKNOWN_TOPIC_OR_PARTITION', 'kafka'],
  ])('%s: %s', (text, name) => {
    expect(culpritOf(text, addresses)).toEqual({ kind: 'component', name });
  });

  it.each(['an answer of 503', 'Unexpected token < in JSON', 'order 57014123 took 12:30'])('nobody: %s', (text) => {
    expect(culpritOf(text, addresses)).toBeUndefined();
  });
});
