import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBank } from './bank';
import { sampleLatency } from './behaviour';
import { Ledger } from './ledger';

const quick = { latencyMs: { p50: 1, p99: 1 } };
let bank: FastifyInstance;

beforeEach(async () => {
  bank = createBank();
  await bank.inject({ method: 'PUT', url: '/behaviour', payload: quick });
});
afterEach(() => bank.close());

const charge = (key: string, token: string, reference = 'order-1') =>
  bank.inject({
    method: 'POST',
    url: '/charges',
    headers: { 'idempotency-key': key },
    payload: { reference, amountCents: 1250, currency: 'EUR', token },
  });

const refund = (chargeKey: string, reference = 'order-1') =>
  bank.inject({
    method: 'POST',
    url: '/refunds',
    headers: { 'idempotency-key': `refund-${chargeKey}` },
    payload: { reference, charge: chargeKey },
  });

const kindsBooked = async (reference = 'order-1') =>
  (await bank.inject(`/ledger?reference=${reference}`)).json().entries.map(({ kind }: { kind: string }) => kind);

describe('the bank', () => {
  it('takes the money once, however often it is asked with the same key', async () => {
    const answers = await Promise.all([charge('a', 'tok_ok'), charge('a', 'tok_ok'), charge('a', 'tok_ok')]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201]);
    expect(new Set(answers.map((answer) => answer.json().id)).size).toBe(1);
    expect(await kindsBooked()).toEqual(['charge']);
  });

  it('declines, and stays with it', async () => {
    expect((await charge('a', 'tok_declined')).statusCode).toBe(402);
    expect((await charge('a', 'tok_ok')).statusCode).toBe(402);
    expect(await kindsBooked()).toEqual(['decline']);
  });

  it('fails the first attempt only, or each one, as the token says', async () => {
    expect((await charge('a', 'tok_bank_error_once')).statusCode).toBe(503);
    expect((await charge('a', 'tok_bank_error_once')).statusCode).toBe(201);
    expect((await charge('b', 'tok_bank_error')).statusCode).toBe(503);
    expect((await charge('b', 'tok_bank_error')).statusCode).toBe(503);
  });

  it('gives back what was charged, once', async () => {
    await charge('a', 'tok_ok');
    expect((await refund('a')).json().status).toBe('refunded');
    expect((await refund('a')).json().status).toBe('refunded');
    expect(await kindsBooked()).toEqual(['charge', 'refund']);
  });

  it('voids a key that charged nothing, so that a late charge takes no money', async () => {
    expect((await refund('a')).json().status).toBe('voided');
    expect((await charge('a', 'tok_ok')).statusCode).toBe(402);
    expect(await kindsBooked()).toEqual(['void']);
  });

  it('follows its behaviour for any other token', async () => {
    await bank.inject({ method: 'PUT', url: '/behaviour', payload: { ...quick, failureRate: 1 } });
    expect((await charge('a', 'card-1')).statusCode).toBe(503);
    await bank.inject({ method: 'PUT', url: '/behaviour', payload: { ...quick, failureRate: 0, declineRate: 1 } });
    expect((await charge('b', 'card-1')).statusCode).toBe(402);
  });

  it('refuses a profile that makes no sense', async () => {
    const answer = await bank.inject({ method: 'PUT', url: '/behaviour', payload: { failureRate: 2 } });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().fields).toEqual(['failureRate']);
  });

  it('remembers its ledger across a restart', () => {
    const directory = mkdtempSync(join(tmpdir(), 'bank-'));
    const file = join(directory, 'ledger.jsonl');
    const first = { key: 'a', reference: 'order-1', amountCents: 100, currency: 'EUR' };
    const booked = new Ledger(file).charge(first);
    expect(new Ledger(file).charge(first)).toEqual(booked);
    rmSync(directory, { recursive: true });
  });

  it('loses no more than a line that it was killed in the middle of', () => {
    const directory = mkdtempSync(join(tmpdir(), 'bank-'));
    const file = join(directory, 'in', 'a', 'folder', 'ledger.jsonl');
    const charge = (key: string) => ({ key, reference: 'order-1', amountCents: 100, currency: 'EUR' });
    const first = new Ledger(file).charge(charge('a'));
    appendFileSync(file, '{"id":"cut o');
    const second = new Ledger(file).charge(charge('b'));
    expect(new Ledger(file).of('order-1')).toEqual([first, second]);
    rmSync(directory, { recursive: true });
  });
});

describe('its latency', () => {
  it('has the median and the tail the profile asks for', () => {
    let state = 1;
    const random = () => {
      state = (state * 16_807) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    const samples = Array.from({ length: 20_000 }, () => sampleLatency({ p50: 30, p99: 150 }, random)).sort(
      (a, b) => a - b,
    );
    expect(samples[10_000]).toBeGreaterThan(28);
    expect(samples[10_000]).toBeLessThan(32);
    expect(samples[19_800]).toBeGreaterThan(135);
    expect(samples[19_800]).toBeLessThan(165);
  });
});
