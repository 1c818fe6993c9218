import { parseFaultHeader } from '@sightline/faults';
import { incidents } from '../incidents';
import type { LoadResult } from '../load/load-result';

/** A mistake that was on during a run, and who noticed. Seconds count from the start of the run. */
export interface RunIncident {
  readonly incident: string;
  readonly title: string;
  /** The share of requests it was asked for, in percent; absent when it was switched on for the platform. */
  readonly percent?: number;
  /** Negative when it was on before. */
  readonly onAt: number;
  /** The first of its alerts to fire; absent when none did. */
  readonly detection?: { readonly alert: string; readonly afterSeconds: number };
  /** The alerts that would tell. */
  readonly alerts: readonly string[];
}

/** The incidents that every request asked for, and those whose flag was on meanwhile. */
export function incidentsIn({ fault, observed }: Pick<LoadResult, 'fault' | 'observed'>): RunIncident[] {
  const asked = (fault ? parseFaultHeader(fault) : []).map(({ name, percent }) => ({ flag: name, percent, onAt: 0 }));
  const switched = (observed?.flags ?? []).map(({ flag, onAt }) => ({ flag, onAt }));
  return [...asked, ...switched].flatMap(({ flag, ...when }) => {
    const incident = incidents.find(({ cause }) => 'flag' in cause && cause.flag === flag);
    if (!incident) return [];
    const { name, title, symptom } = incident;
    const [first] = (observed?.alerts ?? [])
      .filter(({ alert, firedAt }) => symptom.alerts.includes(alert) && firedAt >= when.onAt)
      .sort((a, b) => a.firedAt - b.firedAt);
    const detection = first && { alert: first.alert, afterSeconds: first.firedAt - when.onAt };
    return [{ incident: name, title, ...when, alerts: symptom.alerts, ...(detection && { detection }) }];
  });
}
