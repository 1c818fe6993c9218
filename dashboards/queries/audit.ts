import type { LogEventDeclaration } from '@sightline/observability/catalogue';

/** The collector keeps these lines in a stream of their own, by the names of their events. */
export const auditLog = '{sightline_audit="true"}';

/** Those of some declared events. */
export const auditOf = (...declared: readonly LogEventDeclaration[]) =>
  `${auditLog} | event=~"${declared.map(({ name }) => name).join('|')}"`;
