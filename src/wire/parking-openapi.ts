/** OpenAPI 3.1 of the signed interface of parking lots, generated from its schemas. */
import type { z } from 'zod';
import { type JsonSchema, jsonSchemaOf } from './json-schema.ts';
import {
  parkingGatewayPath,
  parkingHeaders,
  parkingRequestSchemas,
  parkingResults,
  parkingSkewMsMax,
} from './parking-gateway.ts';
import { errorSchema } from './rest-schemas.ts';

export const parkingOpenApiPath = '/parking/v1/openapi.json';

const content = (schema: JsonSchema) => ({ content: { 'application/json': { schema } } });

const headers: Readonly<Record<keyof typeof parkingHeaders, string>> = {
  app: 'The app id of the lot’s key',
  timestamp: `When the request was made, UTC milliseconds; refused when further than ${parkingSkewMsMax / 1000} s from now`,
  nonce: 'Anything that is used once. The same request sent again under it has the same answer',
  signature: '`v1=` and the hex HMAC-SHA256 of `app.timestamp.nonce.body` under the lot’s key',
};

const described = {
  enter: 'A car came in',
  leave: 'A car left; may be told before it came in',
  billing: 'What a car owes now: name it by its stay, its plate or its ticket',
  result:
    'A payment through one channel; `value` is `free_value` + `reduce_value` + `pay_value`. An order paid through several channels is told as several, under one `parking_order`. The same `pay_serial` is the same payment however often it is told',
  discount: 'Take something off a stay, once under its `grant_serial`',
  list: 'The payments that are known, by `pay_serial`; go on with `after`',
} as const satisfies Record<keyof typeof parkingRequestSchemas, string>;

function requests(): readonly JsonSchema[] {
  return Object.entries(parkingRequestSchemas).map(([name, schema]) => ({
    ...jsonSchemaOf(schema as z.ZodType, 'input'),
    title: name,
    description: described[name as keyof typeof described],
  }));
}

const answer: JsonSchema = {
  type: 'object',
  required: ['result_code', 'message'],
  properties: {
    result_code: {
      enum: Object.values(parkingResults),
      description:
        '1001 done · 1002 no such car, or no tariff · 1403 the stay has another discount · 1409 the serial is of another payment, which stays',
    },
    message: { type: 'string' },
  },
  additionalProperties: true,
};

/** The whole description; `serverUrl` is where this cloud is reached. */
export function parkingOpenApiDocument(serverUrl: string): JsonSchema {
  return {
    openapi: '3.1.0',
    info: {
      title: 'kioskd for parking lots',
      version: '1',
      description:
        'Stays, bills, payments and discounts of lots, in the shape of the P云 interface. Amounts are minor units, instants ISO 8601 with their offset. Answers are signed like requests, under the nonce of the request.',
    },
    servers: [{ url: serverUrl }],
    paths: {
      [parkingGatewayPath]: {
        post: {
          operationId: 'tellParking',
          parameters: Object.entries(headers).map(([part, description]) => ({
            ...{ name: parkingHeaders[part as keyof typeof parkingHeaders], in: 'header', required: true },
            ...{ description, schema: { type: 'string' } },
          })),
          requestBody: { required: true, ...content({ oneOf: requests() }) },
          responses: {
            200: { description: 'What became of it', ...content(answer) },
            default: { description: 'What is wrong', ...content(jsonSchemaOf(errorSchema, 'output')) },
          },
        },
      },
    },
  };
}
