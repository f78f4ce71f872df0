/** OpenAPI 3.1 of the REST API, generated from `restApi`; nothing in it is written twice. */
import type { z } from 'zod';
import { type JsonSchema, jsonSchemaOf } from './json-schema.ts';
import { permissionRoles } from './permissions.ts';
import { errorSchema, type Operation, restApi } from './rest.ts';

interface PathParameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: JsonSchema;
}

function pathParameters(path: string): PathParameter[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name: name as string,
    in: 'path',
    required: true,
    schema: { type: 'string', minLength: 1, maxLength: 64 },
  }));
}

function queryParameters(query: z.ZodObject | undefined): PathParameter[] {
  if (!query) return [];
  const { properties, required } = jsonSchemaOf(query, 'input') as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required?.includes(name) ?? false,
    schema,
  }));
}

function jsonContent(schema: JsonSchema): JsonSchema {
  return { content: { 'application/json': { schema } } };
}

const errorAnswer = { description: 'What is wrong', ...jsonContent({ $ref: '#/components/schemas/Error' }) };

function describe(name: string, operation: Operation): JsonSchema {
  const { permission } = operation;
  const roles = permission === 'public' ? 'anyone' : permissionRoles[permission].join(', ');
  return {
    operationId: name,
    summary: operation.summary,
    description: `For: ${roles}.`,
    ...(permission === 'public' ? { security: [] } : {}),
    parameters: [...pathParameters(operation.path), ...queryParameters(operation.query)],
    ...(operation.body
      ? { requestBody: { required: true, ...jsonContent(jsonSchemaOf(operation.body, 'input')) } }
      : {}),
    responses: {
      200: { description: 'Done', ...jsonContent(jsonSchemaOf(operation.answer, 'output')) },
      default: errorAnswer,
    },
  };
}

const streams: JsonSchema = {
  '/api/live': {
    get: {
      operationId: 'followLive',
      summary: 'Changes of orders, machines and alarms as server-sent events',
      responses: {
        200: { description: 'A stream', content: { 'text/event-stream': { schema: { type: 'string' } } } },
        default: errorAnswer,
      },
    },
  },
};

/** The whole description; `serverUrl` is where this cloud is reached. */
export function openApiDocument(serverUrl: string): JsonSchema {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const [name, operation] of Object.entries(restApi)) {
    paths[operation.path] ??= {};
    const path = paths[operation.path] as Record<string, JsonSchema>;
    path[operation.method.toLowerCase()] = describe(name, operation);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'kioskd',
      version: '1',
      description: 'Machines, goods and orders of a merchant. Amounts are minor units, instants UTC ms.',
    },
    servers: [{ url: serverUrl }],
    security: [{ bearer: [] }, { session: [] }],
    paths: { ...paths, ...streams },
    components: {
      schemas: { Error: jsonSchemaOf(errorSchema, 'output') },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'kioskd_session' },
      },
    },
  };
}
