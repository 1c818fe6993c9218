import type { LogLine } from '../backends';

/** The declared name of the log event, `order.accepted` for example; undefined for a line nobody declared. */
export const eventOf = ({ attributes }: Pick<LogLine, 'attributes'>) => attributes.event_name;
