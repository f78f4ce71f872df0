/** JSON Schema of our zod schemas, for the generated descriptions. Catalogued codes come out as an enum. */
import { z } from 'zod';
import { faultCatalogue } from '../domain/fault-catalogue.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** `input` describes what one may send, `output` what one receives. */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      // The only custom check of the contracts is that of fault codes.
      if (zodSchema._zod.def.type === 'custom') {
        jsonSchema.type = 'string';
        jsonSchema.enum = Object.keys(faultCatalogue);
      }
    },
  });
  return rest;
}
