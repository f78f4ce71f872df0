/** AsyncAPI 3.0 of the MQTT messages, generated from `messageCatalogue`, as the cloud sees them. */
import { type JsonSchema, jsonSchemaOf } from './json-schema.ts';
import { messageCatalogue } from './messages.ts';

const parameters: JsonSchema = {
  merchantId: { description: 'The merchant' },
  shard: { description: 'FNV-1a of the machine id, modulo the number of shards' },
  machineId: { description: 'The machine' },
};

/** The whole description. */
export function asyncApiDocument(): JsonSchema {
  const channels: Record<string, JsonSchema> = {};
  const operations: Record<string, JsonSchema> = {};
  const messages: Record<string, JsonSchema> = {};
  for (const [name, message] of Object.entries(messageCatalogue)) {
    const { direction, schema, retained, summary } = message;
    channels[name] = {
      address: `kiosk/v1/{merchantId}/{shard}/{machineId}/${direction}/${name}`,
      parameters,
      messages: { [name]: { $ref: `#/components/messages/${name}` } },
      bindings: { mqtt: { bindingVersion: '0.2.0' } },
    };
    operations[name] = {
      action: direction === 'up' ? 'receive' : 'send',
      channel: { $ref: `#/channels/${name}` },
      messages: [{ $ref: `#/channels/${name}/messages/${name}` }],
      bindings: { mqtt: { qos: 1, retain: retained, bindingVersion: '0.2.0' } },
    };
    messages[name] = {
      name,
      summary,
      contentType: 'application/json',
      payload: jsonSchemaOf(schema, direction === 'up' ? 'input' : 'output'),
    };
  }
  return {
    asyncapi: '3.0.0',
    info: { title: 'kioskd machine messages', version: '1' },
    defaultContentType: 'application/json',
    channels,
    operations,
    components: { messages },
  };
}
