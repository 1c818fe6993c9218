import { makeTrace, type Scenario, type Trace } from '../detection/labelled-days';

/** The same days with the requests of a prober counted in: what fails for shoppers fails for it, and it never sleeps. */
export function probed(
  trace: Trace,
  { perHour, seed }: { perHour: number; seed: number },
): Pick<Trace, 'good' | 'bad'> {
  const { scenario } = trace;
  const probes: Scenario = {
    ...scenario,
    happens: (minute) => {
      const failing = scenario.happens(minute)?.failing;
      return failing === undefined ? undefined : { failing };
    },
  };
  // The same seed begins the fault at the same minute.
  const { good, bad } = makeTrace(probes, { requestsPerHour: perHour, seed });
  return {
    good: trace.good.map((count, minute) => count + (good[minute] ?? 0)),
    bad: trace.bad.map((count, minute) =>
      count === undefined && bad[minute] === undefined ? undefined : (count ?? 0) + (bad[minute] ?? 0),
    ),
  };
}
