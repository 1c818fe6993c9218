import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseDuration } from '@sightline/promql';
import { type Access, expandedHome, type Part, type Platform, type Secret } from '@sightline/stores';
import { type CliError, usageError } from '../cli-error';
import { oneNamed } from '../unknown-name';
import {
  type DescribedPlatform,
  type DescriptionFile,
  descriptionFile,
  type LetIn,
  type WrittenPart,
} from './description';
import { problemsOf } from './description-problems';
import { yamlOf } from './yaml-of';

/** A file of platforms, as it was read. */
export interface Described {
  readonly path: string;
  readonly text: string;
  /** The platform that is meant when none is named; undefined when there are several and none is the default. */
  readonly meant: string | undefined;
  readonly platforms: readonly Description[];
}

/** A part that is asked through the Grafana of the platform: by the data source of this uid, or the only one of its kind. */
export interface ThroughGrafana {
  readonly dataSource: string | undefined;
}

/** What Grafana may be asked for in place of the store itself. */
export type PartBehindGrafana = 'traces' | 'logs' | 'metrics' | 'alerts';

/** A platform as it is described: what is behind Grafana or in a cluster has no address yet. */
export interface Description {
  readonly name: string;
  readonly parts: {
    readonly [Key in Part]?: NonNullable<Platform[Key]> | (Key extends PartBehindGrafana ? ThroughGrafana : never);
  };
  readonly kubernetes?: { readonly context?: string | undefined; readonly namespace?: string | undefined };
}

const largestFile = 1_000_000;

/**
 * Reads sightline.yaml.
 *
 * @throws {CliError} USAGE with every problem: file, line, key and what to write. It shows no value, which may be a secret.
 */
export function readDescriptionFile(given: string): Described {
  const path = resolve(given);
  const text = contentOf(path);
  const yaml = yamlOf(text);
  const problems = yaml.problems.length > 0 ? yaml.problems : undefined;
  const parsed = descriptionFile.safeParse(yaml.value ?? {});
  if (problems || !parsed.success) throw wrong(path, problems ?? problemsOf(yaml, parsed.error?.issues ?? []));
  return { path, text, ...described(parsed.data, dirname(path)) };
}

/** @throws {CliError} USAGE when there is none of this name. */
export const descriptionNamed = ({ platforms }: Described, name: string): Description =>
  oneNamed('platform', name, platforms);

function contentOf(path: string): string {
  try {
    if (statSync(path).size > largestFile) throw new Error('it is larger than a megabyte');
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw usageError(`${path} cannot be read: ${(error as Error).message}`);
  }
}

const wrong = (path: string, problems: readonly { readonly line: number; readonly message: string }[]): CliError =>
  usageError(problems.map(({ line, message }) => `${path}:${line}: ${message}`).join('\n'));

function described(file: DescriptionFile, folder: string): Pick<Described, 'meant' | 'platforms'> {
  const names = Object.keys(file.platforms);
  const meant = file.default ?? (names.length === 1 ? names[0] : undefined);
  return { meant, platforms: names.map((name) => descriptionOf(name, file.platforms[name] ?? {}, folder)) };
}

function descriptionOf(name: string, platform: DescribedPlatform, folder: string): Description {
  const { traces, logs, metrics, alerts, dashboards, otlp, kubernetes } = platform;
  const at = (written: WrittenPart) =>
    'dataSource' in written ? written : { url: written.url, ...accessOf(written.letIn, folder) };
  const parts: Description['parts'] = {
    ...(traces && { traces: 'dataSource' in traces ? traces : { store: traces.program, ...at(traces) } }),
    ...(logs && { logs: at(logs) }),
    ...(metrics && { metrics: at(metrics) }),
    ...(alerts && { alerts: at(alerts) }),
    ...(dashboards && { dashboards: { url: dashboards.url, ...accessOf(dashboards.letIn, folder) } }),
    ...(otlp && { otlp: { url: otlp.url, ...accessOf(otlp.letIn, folder) } }),
  };
  return { name, parts, ...(kubernetes && { kubernetes }) };
}

function accessOf(given: LetIn, folder: string): Omit<Access, 'url'> {
  const { tenant, bearerTokenFile, bearerTokenVariable, basicAuth, headers, ca, clientCertificate, timeout } = given;
  const at = (path: string) => resolve(folder, expandedHome(path));
  const secret = (file: string | undefined, variable: string | undefined): Secret | undefined =>
    file !== undefined ? { file: at(file) } : variable !== undefined ? { variable } : undefined;
  const bearerToken = secret(bearerTokenFile, bearerTokenVariable);
  const password = secret(basicAuth?.passwordFile, basicAuth?.passwordVariable);
  const sent = Object.entries(headers ?? {}).map(
    ([name, value]) => [name, typeof value === 'object' && 'file' in value ? { file: at(value.file) } : value] as const,
  );
  const all = Object.fromEntries([...(tenant !== undefined ? [['X-Scope-OrgID', tenant] as const] : []), ...sent]);
  return {
    ...(bearerToken && { bearerToken }),
    ...(basicAuth && password && { basicAuth: { username: basicAuth.username, password } }),
    ...(Object.keys(all).length > 0 && { headers: all }),
    ...(ca !== undefined && { ca: at(ca) }),
    ...(clientCertificate && {
      clientCertificate: { certificate: at(clientCertificate.certificate), key: at(clientCertificate.key) },
    }),
    ...(timeout !== undefined && { timeoutMs: parseDuration(timeout) ?? 0 }),
  };
}
