import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { cleanupOpenApiDoc } from 'nestjs-zod';
import { rightExtension } from './access.guard';

export interface ApiDescription {
  readonly title: string;
  readonly description: string;
}

/** The API's description for people at /docs, for programs at /docs-json; written at the first request for it. */
export function serveDocumentation(app: INestApplication, { title, description }: ApiDescription): void {
  const config = new DocumentBuilder()
    .setTitle(title)
    .setDescription(description)
    .setVersion('1')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'x-api-key' }, 'api-key')
    .build();
  SwaggerModule.setup('docs', app, () => withProblems(cleanupOpenApiDoc(SwaggerModule.createDocument(app, config))));
}

const everywhere = { 400: 'It is not valid', 429: 'Too many requests: see retry-after', 503: 'Not possible right now' };
const forOneThing = { 404: 'There is no such thing' };
const whereAKeyIsNeeded = { 401: 'A valid API key is needed', 403: 'The key does not have the right' };
const withBody = { 413: 'The body is too large', 415: 'The body is of a type that is not understood' };
const asThingsAre = { 409: 'Not as things are', 422: 'It is valid, and cannot be done' };

const problemSchema = {
  type: 'object',
  description: 'RFC 9457',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    traceId: { type: 'string' },
    errors: { type: 'array', items: { type: 'object' } },
  },
};

/** What every operation may answer besides, as problems. */
function withProblems(document: OpenAPIObject): OpenAPIObject {
  document.components = { ...document.components };
  document.components.schemas = { ...document.components.schemas, Problem: problemSchema };
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
      const operation = item[method];
      if (!operation) continue;
      const writes = method !== 'get';
      const problems = {
        ...everywhere,
        ...(path.includes('{') && forOneThing),
        ...(rightExtension in operation && whereAKeyIsNeeded),
        ...(writes && asThingsAre),
        ...(operation.requestBody && withBody),
      };
      for (const [status, description] of Object.entries(problems))
        operation.responses[status] ??= problem(description);
    }
  }
  return document;
}

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});
