/** The flags that are on for somebody, as last heard. */
export const switchedOn = new Set<string>();
