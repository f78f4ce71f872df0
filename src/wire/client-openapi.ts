/** OpenAPI 3.1 of the service interfaces for other clients, generated from `clientApi`; with its webhook. */
import { clientApi, clientApiRoot, idempotencyHeader, idempotencyKeySchema } from './client-api.ts';
import { messagesQuerySchema, pushedMessageSchema, webhookHeaders } from './client-schemas.ts';
import { type JsonSchema, jsonSchemaOf } from './json-schema.ts';
import { errorSchema } from './rest-schemas.ts';

const content = (schema: JsonSchema) => ({ content: { 'application/json': { schema } } });
const errorAnswer = { description: 'What is wrong', ...content({ $ref: '#/components/schemas/Error' }) };
const textHeader = (description: string) => ({ description, required: true, schema: { type: 'string' } });

function parametersOf(operation: { readonly method: string; readonly path: string }): JsonSchema[] {
  const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    ...{ name, in: 'path', required: true },
    schema: { type: 'string', minLength: 1, maxLength: 64 },
  }));
  if (operation.method !== 'POST') return inPath;
  const key = {
    ...{ name: 'Idempotency-Key', in: 'header', required: true },
    description:
      'The same key with the same body has the same answer for seven days; with another body it is refused.',
    schema: jsonSchemaOf(idempotencyKeySchema, 'input'),
  };
  return [...inPath, key];
}

function queryParameters(schema: Parameters<typeof jsonSchemaOf>[0]): JsonSchema[] {
  const { properties = {} } = jsonSchemaOf(schema, 'input') as { properties?: Record<string, JsonSchema> };
  return Object.entries(properties).map(([name, of]) => ({ name, in: 'query', required: false, schema: of }));
}

function paths(): Record<string, Record<string, JsonSchema>> {
  const found: Record<string, Record<string, JsonSchema>> = {};
  for (const [name, operation] of Object.entries(clientApi)) {
    const path = clientApiRoot + operation.path;
    const query = 'query' in operation ? queryParameters(operation.query) : [];
    found[path] ??= {};
    (found[path] as Record<string, JsonSchema>)[operation.method.toLowerCase()] = {
      operationId: name,
      summary: operation.summary,
      description: `Needs the scope \`${operation.scope}\`.`,
      parameters: [...parametersOf(operation), ...query],
      ...('body' in operation
        ? { requestBody: { required: true, ...content(jsonSchemaOf(operation.body, 'input')) } }
        : {}),
      responses: {
        200: { description: 'Done', ...content(jsonSchemaOf(operation.answer, 'output')) },
        default: errorAnswer,
      },
    };
  }
  found[`${clientApiRoot}/messages/stream`] = { get: streamOperation() };
  return found;
}

function streamOperation(): JsonSchema {
  return {
    operationId: 'followMessages',
    summary: 'Messages as server-sent events, resumed after `Last-Event-ID`',
    description:
      'Needs the scope `messages`. Each event’s data is a PushedMessage, its id the message’s. A stream ends after an hour.',
    parameters: [
      { name: 'Last-Event-ID', in: 'header', required: false, schema: { type: 'string' } },
      ...queryParameters(messagesQuerySchema.pick({ after: true })),
    ],
    responses: {
      200: { description: 'A stream', content: { 'text/event-stream': { schema: { type: 'string' } } } },
      default: errorAnswer,
    },
  };
}

const webhook: JsonSchema = {
  post: {
    operationId: 'paymentMessage',
    summary: 'A message pushed to the client’s own address: at least once, the same id is the same message',
    description: `\`${webhookHeaders.signature}\` is \`v1=\` and the hex HMAC-SHA256 of \`id.timestamp.body\` under the webhook's secret. Answer with 2xx; everything else is tried again with growing pauses for three days.`,
    parameters: Object.entries({
      [webhookHeaders.id]: 'The message’s id',
      [webhookHeaders.timestamp]: 'When it was sent, UTC seconds; refuse what is old',
      [webhookHeaders.signature]: 'The signature',
    }).map(([name, description]) => ({ name, in: 'header', ...textHeader(description) })),
    requestBody: { required: true, ...content({ $ref: '#/components/schemas/PushedMessage' }) },
    responses: { 200: { description: 'Taken' } },
  },
};

/** The whole description; `serverUrl` is where this cloud is reached. */
export function clientOpenApiDocument(serverUrl: string): JsonSchema {
  return {
    openapi: '3.1.0',
    info: {
      title: 'kioskd for other clients',
      version: '1',
      description: `Pre-verification, pre-orders and pushed messages for a merchant's own apps and tills. Amounts are minor units, instants UTC ms. Every POST carries \`${idempotencyHeader}\`.`,
    },
    servers: [{ url: serverUrl }],
    security: [{ bearer: [] }],
    paths: paths(),
    webhooks: { paymentMessage: webhook },
    components: {
      schemas: {
        Error: jsonSchemaOf(errorSchema, 'output'),
        PushedMessage: jsonSchemaOf(pushedMessageSchema, 'output'),
      },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    },
  };
}
