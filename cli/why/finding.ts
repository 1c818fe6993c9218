import type { Subject } from './subject';

/** One thing that stands out against the time before, with where a person can see it. */
export interface Finding {
  /** The evidence it comes from: the name of its file. */
  readonly evidence: string;
  readonly subject: Subject;
  readonly message: string;
  /** How far it stands out, from 0 (not at all) to 1. */
  readonly strength: number;
  /**
   * `own`: it was seen at the subject itself (it is silent, full, locked), so that it is no symptom of another's trouble. `slow`: a machine
   * that is short of time would show it too.
   */
  readonly nature?: 'own' | 'slow';
  /** Why it is that strong. */
  readonly because: string;
  /** When it began, as well as the data tell. */
  readonly since?: Date;
  /** What was asked. */
  readonly query: string;
  readonly link?: string;
}
