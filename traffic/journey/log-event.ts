import type { LogLine } from '@sightline/stores';

/** The structured metadata that holds the declared name of a log event, `order.accepted` for example. */
export const eventKey = 'event';

/** The declared name of the log event; undefined for a line nobody declared. */
export const eventOf = ({ attributes }: Pick<LogLine, 'attributes'>) => attributes[eventKey];
