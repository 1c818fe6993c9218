/** All that a key may be allowed. Each names a kind of thing and what is done to it; what is not listed here cannot be given. */
export const rights = [
  'orders:read',
  'orders:write',
  'orders:cancel',
  'payments:read',
  'flags:read',
  'flags:write',
  'dead-letters:read',
  'dead-letters:replay',
  'bank:charge',
  'telemetry:read',
] as const;

export type Right = (typeof rights)[number];
