/**
 * What is waited for here comes when the machine gets to it: how soon is for other tests to say, on a machine that has
 * nothing else to do. Asking again must not be the load that it comes late under.
 */
export const patience = { withinMs: 90_000, everyMs: 250 };
