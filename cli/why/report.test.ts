import { describe, expect, it } from 'vitest';
import { osc8 } from '../terminal/hyperlink';
import { plainPaint } from '../terminal/paint';
import { whyText } from './report';
import { component } from './subject';
import type { Explanation } from './why';

const at = (minute: number) => new Date(2026, 0, 1, 12, minute);

const nothing: Explanation = {
  times: { before: { since: at(0), until: at(12) }, now: { since: at(14), until: at(15) } },
  alerts: [],
  slos: [],
  hypotheses: [],
  traces: [],
  unanswered: [],
};

const bank: Explanation = {
  ...nothing,
  alerts: [{ name: 'BankFailing', state: 'firing', since: at(13), labels: {} }],
  slos: [{ name: 'payment-success', rate: 34.4, since: at(13) }],
  hypotheses: [
    {
      subject: component('bank'),
      score: 0.914,
      because: ['among the first to be in trouble'],
      since: at(13),
      findings: Array.from({ length: 6 }, () => ({
        evidence: 'calls-between',
        subject: component('bank'),
        message: 'payment → bank: 83 % of the calls fail, before 0.4 %',
        strength: 0.9,
        because: '31 times further than it usually strays',
        query: 'sum(rate(x[30s]))',
        link: 'http://localhost/explore',
      })),
    },
  ],
  traces: [
    {
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      entry: 'order: POST /orders',
      failed: true,
      durationNano: 412e6,
      path: [{ title: 'payment: POST /charges', nanos: 380e6 }],
      link: 'http://localhost/trace',
    },
  ],
  unanswered: ['log-patterns: Loki does not answer'],
};

describe('what why has found, for a person', () => {
  const text = whyText(bank, { paint: plainPaint });

  it('begins with what is wrong, and since when', () => {
    expect(text).toMatch(
      /^what +state +since\nBankFailing +firing +12:13:00\nSLO payment-success +burns 34 times too fast/,
    );
    expect(text).toContain('Compared: 12:14:00 to 12:15:00 against 12:00:00 to 12:12:00');
  });

  it('gives each finding with its reason and its query', () => {
    expect(text).toContain(
      [
        '1. component bank  0.91  since 12:13:00',
        '   among the first to be in trouble',
        '   • payment → bank: 83 % of the calls fail, before 0.4 %',
        '     0.90: 31 times further than it usually strays',
        '     sum(rate(x[30s]))',
      ].join('\n'),
    );
    expect(text).toContain('1 more: --json');
  });

  it('makes links of queries and traces where the terminal shows them, and else says where they are', () => {
    const linked = whyText(bank, { paint: plainPaint, hyperlink: osc8 });
    expect(linked).toContain(osc8('sum(rate(x[30s]))', 'http://localhost/explore'));
    expect(linked).toContain(osc8('4bf92f3577b34da6a3ce929d0e0e4736', 'http://localhost/trace'));
    expect(linked).not.toContain('--json holds the links');
    expect(text).not.toContain('http://');
    expect(text).toContain('--json holds the links');
    expect(whyText(nothing, { paint: plainPaint })).not.toContain('links');
  });

  it('leads to traces, with what took their time', () => {
    expect(text).toContain(
      '4bf92f3577b34da6a3ce929d0e0e4736  order: POST /orders  412 ms failed: payment: POST /charges 380 ms',
    );
  });

  it('says what could not be asked', () => {
    expect(text).toContain('could not be asked: log-patterns: Loki does not answer');
  });

  it('says so when nothing stands out', () => {
    expect(whyText(nothing, { paint: plainPaint })).toContain('Nothing stands out against the time before.');
  });
});
