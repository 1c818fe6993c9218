/**
 * V8's options for a process that passes large answers on, a few a second at most. Left to itself its young generation grows to three times
 * 16 MB at the first of them, and stays there: the viewer had 67 MB after the dashboards were looked at, of which it needed 37.
 */
export const forLargeAnswers = ['--max-semi-space-size=2'] as const;
