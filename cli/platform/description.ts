import { parseDuration } from '@sightline/promql';
import { isSecretName } from '@sightline/stores';
import { z } from 'zod';
import { isAddress } from '../parse';

/** What sightline.yaml may hold. What a key means stands in its description, which editors show. */

const url = z
  .string()
  .refine(isAddress, {
    error: 'is no address: write one such as https://store.example.com, without name, password or query',
  })
  .meta({ description: 'The base address; the paths of its API come after it.' });

const file = z.string().min(1);
const variable = z.string().regex(/^[A-Za-z_]\w*$/, { error: 'is no name of a variable' });
const fileHelp = 'a path from the folder of this file on; ~/ is the home folder';

const secret = z.union([z.strictObject({ file }), z.strictObject({ variable })], {
  error: 'is either { file: <path> } or { variable: <NAME> }',
});

const header = z.union([z.string(), secret]);

const isTimeout = (ms: number) => ms > 0 && ms <= 3_600_000;

/** How one is let in: the same for every part. */
const letIn = {
  tenant: z.string().min(1).optional().meta({ description: 'Sent as X-Scope-OrgID.' }),
  bearerTokenFile: file.optional().meta({ description: `The file that holds the token: ${fileHelp}.` }),
  bearerTokenVariable: variable
    .optional()
    .meta({ description: 'The variable of the environment that holds the token.' }),
  basicAuth: z
    .strictObject({
      username: z.string().min(1),
      passwordFile: file.optional().meta({ description: `The file that holds the password: ${fileHelp}.` }),
      passwordVariable: variable.optional(),
    })
    .superRefine(({ passwordFile, passwordVariable }, { addIssue }) => {
      if ((passwordFile === undefined) === (passwordVariable === undefined))
        addIssue({
          code: 'custom',
          message: 'says once where the password is: write passwordFile or passwordVariable',
        });
    })
    .optional()
    .meta({ description: 'A name, and where its password is.' }),
  headers: z
    .record(z.string().regex(/^[\w-]+$/, { error: 'is no name of a header' }), header)
    .superRefine((headers, { addIssue }) => {
      for (const [name, value] of Object.entries(headers))
        if (typeof value === 'string' && isSecretName(name))
          addIssue({ code: 'custom', path: [name], message: `${unwritten}, and write ${name}: { file: <path> }` });
    })
    .optional()
    .meta({ description: 'Sent with each request. A header that lets one in is named as { file } or { variable }.' }),
  ca: file
    .optional()
    .meta({ description: `A PEM file of the authorities that may have signed its certificate: ${fileHelp}.` }),
  clientCertificate: z
    .strictObject({ certificate: file, key: file })
    .optional()
    .meta({ description: 'PEM files by which one is known to it.' }),
  timeout: z
    .string()
    .refine((text) => isTimeout(parseDuration(text) ?? 0), { error: 'is no length of time up to 1h: write 10s or 1m' })
    .optional()
    .meta({ description: 'How long an answer may take, for example 30s (default: 10s).' }),
};

const letInSchema = z.strictObject(letIn);

/** What is said of a secret that stands in the file itself. */
export const unwritten = 'holds a secret, which is not written here: put it in a file of its own or in a variable';

const dataSource = z.string().min(1).meta({ description: 'The uid of the data source by which Grafana reaches it.' });

const through = z.literal('grafana').meta({
  description: 'Through the Grafana of `dashboards`, by its only data source of the kind, or the default one.',
});

export type LetIn = z.output<typeof letInSchema>;

/** One way at most to show who one is. */
const shownOnce = (value: { readonly headers?: unknown }, { addIssue }: z.RefinementCtx) => {
  const isSent = Object.keys(value.headers ?? {}).some((header) => header.toLowerCase() === 'authorization');
  const ways = [
    ...['bearerTokenFile', 'bearerTokenVariable', 'basicAuth'].filter((key) => key in value),
    ...(isSent ? ['headers'] : []),
  ];
  if (ways[1])
    addIssue({ code: 'custom', path: [ways[1]], message: `is one too many beside ${ways[0]}: leave one out` });
};

/** A part as it is written: asked at an address, or through Grafana, by the data source of that uid or the only one of its kind. */
export type WrittenPart<Program extends string = string> =
  | { readonly program: Program; readonly url: string; readonly letIn: LetIn }
  | { readonly dataSource: string | undefined };

/** A part that is one of some programs, asked directly or through Grafana. */
function part<Program extends string>(programs: readonly [Program, ...Program[]], description: string) {
  const keys = [...programs, 'grafana'];
  const places = Object.fromEntries(programs.map((program) => [program, url.optional()]));
  const object = z
    .strictObject({ ...places, grafana: dataSource.optional(), ...letIn })
    .superRefine((value, context) => {
      const given = keys.filter((key) => key in value);
      if (given.length !== 1)
        context.addIssue({ code: 'custom', message: `says where it is once: write one of ${keys.join(', ')}` });
      const own = Object.keys(letIn).find((key) => key in value);
      if (given[0] === 'grafana' && own)
        context.addIssue({
          code: 'custom',
          path: [own],
          message: 'is not asked for: `dashboards` says how Grafana lets one in',
        });
      shownOnce(value, context);
    })
    .meta({ oneOf: keys.map((key) => ({ required: [key] })) });
  const error = `is written as { ${keys.map((key) => `${key}: <${key === 'grafana' ? 'uid' : 'url'}>`).join(' }, { ')} } or grafana`;
  const written = z.union(programs.length === 1 ? [through, url, object] : [through, object], { error });
  return written.meta({ description }).transform((given): WrittenPart<Program> => {
    if (typeof given === 'string')
      return given === 'grafana' ? { dataSource: undefined } : { program: programs[0], url: given, letIn: {} };
    const value = given as LetIn & Readonly<Record<string, unknown>>;
    const program = programs.find((each) => value[each] !== undefined);
    return program ? { program, url: String(value[program]), letIn: value } : { dataSource: String(value.grafana) };
  });
}

/** A part that is one program, asked directly. */
function direct(key: 'grafana' | 'url', description: string) {
  const object = z.strictObject({ ...{ [key]: url }, ...letIn }).superRefine(shownOnce);
  const written = z.union([url, object], { error: `is an address, or { ${key}: <url>, ... }` });
  return written
    .meta({ description })
    .transform((given): { readonly url: string; readonly letIn: LetIn } =>
      typeof given === 'string'
        ? { url: given, letIn: {} }
        : { url: String((given as Readonly<Record<string, unknown>>)[key]), letIn: given as LetIn },
    );
}

const platform = z
  .strictObject({
    traces: part(
      ['tempo', 'zipkin', 'jaeger'],
      'Where traces are: Tempo, Zipkin, or the query service of Jaeger.',
    ).optional(),
    logs: part(['loki'], 'Where log lines are: Loki, or what speaks its API.').optional(),
    metrics: part(
      ['prometheus'],
      'Where metrics are: Prometheus, or what speaks its API (Mimir, Thanos, VictoriaMetrics).',
    ).optional(),
    alerts: part(['alertmanager'], 'Alertmanager.').optional(),
    dashboards: direct('grafana', 'Grafana.').optional(),
    otlp: direct('url', 'Who takes telemetry, by OTLP over HTTP: what OTEL_EXPORTER_OTLP_ENDPOINT is.').optional(),
    kubernetes: z
      .strictObject({
        context: z
          .string()
          .min(1)
          .regex(/^[^-]/, { error: 'is no name of a context' })
          .optional()
          .meta({ description: 'Of the kubeconfig (default: the current one).' }),
        namespace: z
          .string()
          .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, { error: 'is no name of a namespace' })
          .optional()
          .meta({ description: "Of its services (default: the context's)." }),
      })
      .optional()
      .meta({
        description:
          'Addresses whose host is the name of a service in the cluster (http://tempo:3200, http://loki.logging.svc:3100) are reached by `kubectl port-forward`, for as long as the command runs.',
      }),
  })
  .superRefine((value, { addIssue }) => {
    for (const [key, each] of Object.entries(value))
      if (value.dashboards === undefined && typeof each === 'object' && 'dataSource' in each)
        addIssue({
          code: 'custom',
          path: [key],
          message: 'is behind a Grafana that is not named: write dashboards: { grafana: <url> } too',
        });
  });

const name = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]*$/, { error: 'is no name: write letters, digits, dots and dashes' })
  .refine((text) => text !== 'local' && text !== 'compose', { error: 'is found by itself: choose another name' });

export const descriptionFile = z
  .strictObject({
    default: z.string().optional().meta({ description: 'The platform that is meant when none is named.' }),
    platforms: z
      .record(name, platform)
      .meta({ description: 'Platforms by their names. What a platform does not have is left out.' }),
  })
  .superRefine((value, { addIssue }) => {
    if (value.default !== undefined && !(value.default in value.platforms))
      addIssue({
        code: 'custom',
        path: ['default'],
        message: `is none of the platforms ${Object.keys(value.platforms).join(', ')}`,
      });
  })
  .meta({ title: 'sightline.yaml', description: 'Where the stores of platforms are, and how one is let in.' });

export type DescriptionFile = z.output<typeof descriptionFile>;
export type DescribedPlatform = DescriptionFile['platforms'][string];
