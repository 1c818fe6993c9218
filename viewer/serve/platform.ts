import { readState, stillBeingBuilt } from '@sightline/stack';
import { json, type Reply } from './reply';

/** `GET /api/platform`: what of the platform is not there (yet), as a sentence; none when it is whole, or nobody says. */
export function platform(stateFile: string | undefined): Reply {
  const components = stateFile === undefined ? [] : (readState(stateFile)?.components ?? []);
  const failed = components.filter(({ failure }) => failure).map(({ title }) => `Not to be had: ${title}`);
  const sentences = [stillBeingBuilt(components), ...failed].filter((sentence) => sentence !== undefined);
  return json(sentences.length === 0 ? {} : { incomplete: sentences.join('. ') });
}
