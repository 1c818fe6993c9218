import { componentTable, type PlatformState } from '@sightline/stack';

export const platformTable = (state: PlatformState) =>
  `${componentTable(state)}\nTogether ${megabytes(state.memoryBytes)} resident`;

/** Without the API key: what is printed ends up in logs. */
export const platformJson = ({ apiKey: _, ...platform }: PlatformState) => platform;

export const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
