import { type Access, type Part, parts } from '@sightline/stores';
import type { Choice } from './choose-platform';
import type { PlatformKind } from './need';
import type { Description } from './read-description';
import { foreignSecrets, isTrusted } from './trust';

/** A platform as it is described, without what is secret: that is never read for it. */
export interface ShownPlatform {
  readonly name: string;
  readonly kind: PlatformKind;
  /** Where it is described. */
  readonly file?: string;
  readonly kubernetes?: Description['kubernetes'];
  readonly parts: { readonly [Key in Part]?: ShownPart };
  /** Secrets that do not lie beside a file that was found and is not trusted. */
  readonly untrusted?: readonly string[];
}

export interface ShownPart {
  readonly program: string;
  readonly url?: string;
  /** The uid of the data source of Grafana through which it is asked; without it and an address, the only one of its kind. */
  readonly dataSource?: string;
  /** How one is let in, in words. */
  readonly letIn?: string;
}

const programs: Readonly<Record<Exclude<Part, 'traces'>, string>> = {
  logs: 'loki',
  metrics: 'prometheus',
  alerts: 'alertmanager',
  dashboards: 'grafana',
  otlp: 'otlp',
};

export function shownPlatform(choice: Choice): ShownPlatform {
  const { name, kind, all, kubernetes } =
    'own' in choice
      ? { ...choice.own, all: choice.own.platform, kubernetes: undefined }
      : { ...choice.description, kind: 'described' as const, all: choice.description.parts };
  const shown = parts.flatMap((part) => {
    const at = all[part];
    return at === undefined ? [] : [[part, shownPart(part, at)] as const];
  });
  const untrusted = 'own' in choice ? [] : strangeSecrets(choice);
  return {
    name,
    kind,
    ...('file' in choice && { file: choice.file.path }),
    ...(kubernetes && { kubernetes }),
    parts: Object.fromEntries(shown),
    ...(untrusted.length > 0 && { untrusted }),
  };
}

const strangeSecrets = ({ description, file, isFound }: Exclude<Choice, { own: unknown }>) =>
  isFound && !isTrusted(file) ? foreignSecrets(description, file.path) : [];

function shownPart(part: Part, at: NonNullable<Description['parts'][Part]>): ShownPart {
  if ('dataSource' in at)
    return { program: 'grafana', ...(at.dataSource !== undefined && { dataSource: at.dataSource }) };
  const letIn = wayIn(at);
  return {
    program: part === 'traces' && 'store' in at ? at.store : programs[part as keyof typeof programs],
    url: at.url,
    ...(letIn !== '' && { letIn }),
  };
}

function wayIn({ bearerToken, basicAuth, headers = {}, ca, clientCertificate }: Access): string {
  const named = (secret: object) =>
    'file' in secret ? `the file ${secret.file}` : `the variable ${Object.values(secret)[0]}`;
  const ways = [
    bearerToken && `a token in ${named(bearerToken)}`,
    basicAuth && `${basicAuth.username}, with a password in ${named(basicAuth.password)}`,
    ...Object.entries(headers).map(([name, value]) =>
      typeof value === 'string' ? `${name}: ${value}` : `${name} from ${named(value)}`,
    ),
    ca && `authorities in ${ca}`,
    clientCertificate && `the certificate ${clientCertificate.certificate}`,
  ];
  return ways.filter(Boolean).join('; ');
}
