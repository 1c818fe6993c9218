import type { Access, Part, Platform } from '@sightline/stores';
import { CliError } from '../cli-error';
import type { OpenPlatform } from '../connections';
import { type Choice, type Choosing, choosePlatform } from './choose-platform';
import { DataSources } from './data-sources';
import { Forwards } from './forward';
import { missingPart } from './missing-part';
import type { Need } from './need';
import type { Description, PartBehindGrafana } from './read-description';
import { refuseUntrusted } from './trust';

export interface OpenRequest extends Choosing {
  readonly uses: readonly Need[];
  /** What will be done to it, if it is more than asking. */
  readonly disturbs: string | undefined;
  /** Whether the person has agreed to that. */
  readonly agreed: boolean;
}

/**
 * Chooses a platform, sees that it has what is needed and that the person agrees to what is done to it, and reaches what is needed or
 * used of it.
 *
 * @throws {CliError} see Call.connect
 */
export async function openPlatform(request: OpenRequest): Promise<OpenPlatform> {
  const { needs, uses } = request;
  const choice = await choosePlatform(request);
  if ('own' in choice) {
    const { own } = choice;
    refuseLacking(own, needs, (need) =>
      need === 'shop' ? own.shop : need === 'supervisor' ? own.supervised : own.platform[need],
    );
    agree(own, request);
    return own;
  }
  const { description, file, isFound } = choice;
  const described = { name: description.name, kind: 'described', file: file.path } as const;
  refuseLacking(described, needs, (need) =>
    need === 'shop' || need === 'supervisor' ? undefined : description.parts[need],
  );
  if (isFound) refuseUntrusted(file, description);
  agree(described, request);
  return reached(description, new Set([...needs, ...uses]));
}

/** The same with what is chosen already, for who only asks what there is. */
export async function reachPart(choice: Choice, part: Part): Promise<OpenPlatform> {
  if ('own' in choice) return choice.own;
  if (choice.isFound) refuseUntrusted(choice.file, choice.description);
  return reached(choice.description, new Set([part]));
}

/** What is about our own platform has nothing to do on another that is named. @throws {CliError} PART_MISSING */
export function refuseAnother(named: string | undefined, needs: readonly Need[]): void {
  const possible = needs.includes('supervisor') ? ['local'] : needs.includes('shop') ? ['local', 'compose'] : undefined;
  if (named === undefined || possible === undefined || possible.includes(named)) return;
  const kind = named === 'compose' ? 'compose' : 'described';
  throw missingPart(
    { name: named, kind },
    needs.filter((need) => need === 'supervisor' || need === 'shop'),
  );
}

function refuseLacking(
  platform: Parameters<typeof missingPart>[0],
  needs: readonly Need[],
  part: (need: Need) => unknown,
) {
  const missing = needs.filter((need) => part(need) === undefined);
  if (missing.length > 0) throw missingPart(platform, missing);
}

/** Whoever starts something on the platform that `npm start` runs means it; another may be in use, and its pages wake people. */
function agree({ name, kind }: Pick<OpenPlatform, 'name' | 'kind'>, { disturbs, agreed, tell }: OpenRequest): void {
  if (disturbs === undefined || kind === 'local') return;
  if (!agreed)
    throw new CliError(
      'NOT_AGREED',
      `On ${name}, which is not the platform of \`npm start\`, it ${disturbs}: add --yes if that may be`,
    );
  tell(`on ${name}, it ${disturbs}`);
}

/** Finds out where the wanted parts are. */
async function reached({ name, parts, kubernetes }: Description, wanted: ReadonlySet<Need>): Promise<OpenPlatform> {
  const forwards = kubernetes && new Forwards(kubernetes);
  const reach = <Described extends Access>(access: Described) =>
    forwards ? forwards.reach(access) : Promise.resolve(access);
  let sources: Promise<DataSources> | undefined;
  /** Those of the Grafana of this platform: a part behind it is described only where it is. */
  const dataSources = (grafana: Access) => (sources ??= reach(grafana).then((access) => new DataSources(access)));
  const at = async <Key extends PartBehindGrafana>(part: Key) => {
    const place = wanted.has(part) ? parts[part] : undefined;
    if (place === undefined) return {};
    if (!('dataSource' in place)) return { [part]: await reach(place) };
    return parts.dashboards ? { [part]: await (await dataSources(parts.dashboards)).reach(part, place) } : {};
  };
  const page = wanted.has('dashboards') ? parts.dashboards : undefined;
  try {
    const [traces, logs, metrics, alerts, dashboards, otlp, uids] = await Promise.all([
      at('traces'),
      at('logs'),
      at('metrics'),
      at('alerts'),
      page && reach(page),
      wanted.has('otlp') && parts.otlp ? reach(parts.otlp) : undefined,
      page && dataSources(page).then((known) => known.uids()),
    ]);
    const platform: Platform = {
      ...traces,
      ...logs,
      ...metrics,
      ...alerts,
      ...(dashboards && { dashboards }),
      ...(otlp && { otlp }),
    };
    return {
      name,
      kind: 'described',
      platform,
      ...(kubernetes && { cluster: kubernetes }),
      hasPages: {
        traces: isAsDescribed(platform.traces, parts.traces),
        dashboards: isAsDescribed(dashboards, parts.dashboards),
      },
      ...(uids && { dataSources: uids }),
      ...(forwards && { close: () => forwards.close() }),
    };
  } catch (error) {
    forwards?.close();
    throw error;
  }
}

const isAsDescribed = (access: Access | undefined, described: object | undefined): boolean =>
  access !== undefined && described !== undefined && 'url' in described && described.url === access.url;
