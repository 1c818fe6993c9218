/** The places an alert passes, in order. */
export const hopNames = ['fault', 'posted', 'pending', 'firing', 'alertmanager', 'received', 'resolved'] as const;

export type HopName = (typeof hopNames)[number];

/** When an alert was where. */
export type Hops = Readonly<Partial<Record<HopName, Date>>>;
