import type { Part } from '@sightline/stores';

/**
 * What a command may need: a part of any platform, the `shop` that `npm start` and `docker compose up` run, or the `supervisor` of
 * what `npm start` runs.
 */
export type Need = Part | 'shop' | 'supervisor';

/** `local` is what `npm start` runs, `compose` what `docker compose up` runs. */
export type PlatformKind = 'local' | 'compose' | 'described';
