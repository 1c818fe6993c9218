import { render } from './render';
import { counts, firing, neverUntil, play, type Scenario, step } from './subject';

/** Not a step too early nor too late, with all that people will read, and no longer than it must. */
export const firesAndEnds: Scenario = (subject) => {
  const { rule, alertCase, window, as } = subject;
  if (Object.keys(alertCase.series).length === 0) return undefined;
  const fires = window + alertCase.firesAfter;
  const wellAgain = window + Math.max(alertCase.firesAfter, window) + step;
  const ends = wellAgain + alertCase.endsAfter;
  return play(
    subject,
    'fires when it should, says what it should, and ends',
    [
      { take: 'well', length: window },
      { take: 'beyond', length: wellAgain - window },
      { take: 'well', length: alertCase.endsAfter + step },
    ],
    {
      expressions: [
        neverUntil(subject, fires - step),
        firing(subject, fires, true),
        firing(subject, ends - step, true),
        firing(subject, ends, false),
      ],
      alerts: [
        {
          alert: rule.alert,
          at: wellAgain,
          instances: [
            {
              labels: as,
              annotations: Object.fromEntries(
                Object.entries(rule.annotations).map(([name, text]) => [name, render(text, as, alertCase.value)]),
              ),
            },
          ],
        },
      ],
    },
  );
};

export const almost: Scenario = (subject) => {
  const { rule, alertCase, window } = subject;
  if (Object.keys(alertCase.series).length === 0) return undefined;
  const end = 2 * window + (rule.for ?? 0) + 2 * step;
  return play(
    subject,
    'is silent just below its threshold',
    [
      { take: 'well', length: window },
      { take: 'almost', length: end - window },
    ],
    { expressions: [neverUntil(subject, end)] },
  );
};

/** It looks back a limited time only. */
export const expires: Scenario = (subject) => {
  const { alertCase, window } = subject;
  if (alertCase.expiresAfter === undefined) return undefined;
  const end = window + alertCase.expiresAfter;
  return play(
    subject,
    'ends by itself when it is old news',
    [
      { take: 'well', length: window },
      { take: 'beyond', length: alertCase.expiresAfter },
    ],
    { expressions: [firing(subject, end - step, true), firing(subject, end, false)] },
  );
};

export const missing: Scenario = (subject) => {
  const { alertCase, window } = subject;
  const end = window + alertCase.firesAfter + 2 * step;
  const fires = alertCase.missing === 'fires';
  return play(
    subject,
    fires ? 'fires without any series' : 'is silent without any series',
    [{ take: () => ({ kind: 'none' }), length: end }],
    { expressions: [fires ? firing(subject, end, true) : neverUntil(subject, end)] },
  );
};

export const idle: Scenario = (subject) => {
  const { alertCase, window } = subject;
  if (!Object.values(alertCase.series).some(({ well }) => counts(well))) return undefined;
  const end = window + alertCase.firesAfter + 2 * step;
  const fires = alertCase.idle === 'fires';
  return play(
    subject,
    fires ? 'fires when nothing happens' : 'is silent when nothing happens',
    [{ take: ({ well }) => (counts(well) ? { kind: 'growth', start: undefined, perSecond: 0 } : well), length: end }],
    { expressions: [fires ? firing(subject, end, true) : neverUntil(subject, end)] },
  );
};

export const restart: Scenario = (subject) => {
  const { alertCase, window } = subject;
  if (!Object.values(alertCase.series).some(({ well }) => counts(well))) return undefined;
  const broken = 2 * window;
  const end = broken + Math.max(alertCase.firesAfter, window) + step;
  return play(
    subject,
    'takes a restart for no event, and fires all the same after one',
    [
      { take: 'well', length: window },
      { take: 'well', length: window, restart: true },
      { take: 'beyond', length: end - broken, restart: true },
    ],
    { expressions: [neverUntil(subject, broken), firing(subject, end, true)] },
  );
};

export const silentWhen =
  (sentence: string): Scenario =>
  (subject) => {
    const { rule, alertCase, window } = subject;
    const instead = alertCase.silent[sentence] ?? {};
    const unknown = Object.keys(instead).filter((series) => !(series in alertCase.series));
    if (unknown.length > 0)
      throw new Error(`${subject.rule.alert}: "${sentence}" speaks of unknown series ${unknown.join(', ')}`);
    const end = 2 * window + (rule.for ?? 0) + 2 * step;
    return play(
      subject,
      `is silent: ${sentence}`,
      [
        { take: 'well', length: window },
        { take: ({ beyond }, series) => instead[series] ?? beyond, length: end - window },
      ],
      { expressions: [neverUntil(subject, end)] },
    );
  };
