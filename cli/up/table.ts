import { componentTable, type MeasuredPlatform, stillBeingBuilt } from '@sightline/stack';

export const platformTable = (state: MeasuredPlatform) =>
  [
    componentTable(state),
    `Together ${megabytes(state.memoryBytes)} resident`,
    stillBeingBuilt(state.components),
    ...state.components.flatMap(({ failure }) => (failure ? [`${failure.problem}\n  -> ${failure.remedy}`] : [])),
  ]
    .filter((line) => line !== undefined)
    .join('\n');

/** Without the API keys: what is printed ends up in logs. */
export const platformJson = ({ apiKey: _, shopperKey: __, ...platform }: MeasuredPlatform) => platform;

export const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
