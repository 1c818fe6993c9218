import { inRepository } from '../repository';

/** The engines that are built in it share one version of every library, which is then compiled once. */
export const goWorkspace = inRepository('stack', 'engines', 'modules', 'go', 'go.work');
