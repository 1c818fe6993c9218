import { fetchOver } from '@sightline/stores';
import type { BankBehaviour, Cause, Incident } from './incident';
import type { IncidentPlatform } from './platform';

/** The platform did not do what an incident needs; the message says what to look at. */
export class IncidentFailed extends Error {
  readonly code = 'INCIDENT_FAILED';
}

/** Switches the cause on; resolves when it is in force. @throws {IncidentFailed} */
export const startIncident = ({ cause }: Incident, platform: IncidentPlatform): Promise<void> =>
  switchOn(cause, platform);

/** Switches the cause off; fine when it is off already. @throws {IncidentFailed} */
export const stopIncident = ({ cause }: Incident, platform: IncidentPlatform): Promise<void> =>
  switchOff(cause, platform);

/** Tries to switch off every one, also when some of them cannot be. @throws {IncidentFailed} naming those. */
export async function stopAll(incidents: readonly Incident[], platform: IncidentPlatform): Promise<void> {
  const problems: string[] = [];
  for (const incident of incidents) {
    await stopIncident(incident, platform).catch((error: Error) => problems.push(`${incident.name}: ${error.message}`));
  }
  if (problems.length > 0) throw new IncidentFailed(problems.join('\n'));
}

async function switchOn(cause: Cause, platform: IncidentPlatform): Promise<void> {
  switch (cause.kind) {
    case 'flag':
      return putFlag(platform, cause.flag, { percent: cause.percent ?? 100 });
    case 'bank':
      return putBehaviour(platform, cause.behaviour);
    case 'component':
      return platform.intervene(cause.component, { operation: cause.operation });
    case 'release':
      await putFlag(platform, cause.flag, { where: { 'service.version': cause.version } });
      return platform.intervene(cause.service, { operation: 'release', version: cause.version });
  }
}

async function switchOff(cause: Cause, platform: IncidentPlatform): Promise<void> {
  switch (cause.kind) {
    case 'flag':
      return deleteFlag(platform, cause.flag);
    case 'bank':
      return putBehaviour(platform, {});
    case 'component':
      return platform.intervene(cause.component, { operation: 'let go' });
    case 'release':
      await deleteFlag(platform, cause.flag);
      return platform.intervene(cause.service, { operation: 'let go' });
  }
}

const putFlag = (platform: IncidentPlatform, flag: string, rule: object) =>
  send('PUT', { platform, service: 'flags', path: `/flags/${flag}`, body: rule });

const deleteFlag = (platform: IncidentPlatform, flag: string) =>
  send('DELETE', { platform, service: 'flags', path: `/flags/${flag}` });

const putBehaviour = (platform: IncidentPlatform, behaviour: BankBehaviour) =>
  send('PUT', { platform, service: 'bank', path: '/behaviour', body: behaviour });

/** A platform in trouble answers late. */
const PATIENCE_MS = 20_000;

interface Message {
  readonly platform: IncidentPlatform;
  readonly service: 'flags' | 'bank';
  readonly path: string;
  readonly body?: object;
}

async function send(method: 'PUT' | 'DELETE', { platform, service, path, body }: Message): Promise<void> {
  const url = `${platform.url(service)}${path}`;
  const response = await fetchOver(platform.own)(url, {
    method,
    signal: AbortSignal.timeout(PATIENCE_MS),
    headers: { ...(body && { 'content-type': 'application/json' }), 'x-api-key': platform.apiKey },
    ...(body && { body: JSON.stringify(body) }),
  }).catch((cause) => {
    throw new IncidentFailed(`${url} does not answer; see \`sightline status\``, { cause });
  });
  const said = await response.text();
  if (!response.ok) throw new IncidentFailed(`${method} ${url} was refused with ${response.status}: ${said}`);
}
