/** OpenAPI 3.1 of gifts for givers, recipients, tills and shops, generated from `giftApi`. */
import { idempotencyHeader, idempotencyKeySchema } from './client-api.ts';
import { type JsonSchema, jsonSchemaOf } from './json-schema.ts';
import { type GiftOperationName, giftApi, giftApiRoot, giftLivePath } from './rest-gifts.ts';
import { errorSchema } from './rest-schemas.ts';

const summaries: Readonly<Record<GiftOperationName, string>> = {
  sendPhoneCode: 'Sends a code to a phone',
  signIn: 'Signs in by the code that was sent',
  askPasskey: 'What a passkey is to sign',
  signInByPasskey: 'Signs in by a passkey',
  signOut: 'Signs out',
  readShop: 'What can be given at this merchant',
  readMe: 'Who is signed in',
  changeMe: 'Changes name and contact',
  setConsent: 'Gives or withdraws a consent',
  deleteMe: 'Deletes everything about the person; gifts under way go back to their givers',
  listPasskeys: 'Passkeys of the person',
  wantPasskey: 'What a device needs to make a passkey',
  addPasskey: 'Keeps a passkey that a device made',
  removePasskey: 'Removes a passkey: it signs nobody in any more',
  listPurchases: 'Purchases that are known with consent',
  listBlocked: 'Givers who were blocked',
  unblock: 'Lets a giver reach this person again',
  recommend: 'What could be given to somebody with these features',
  addGift: 'Makes a gift; it waits for its payment',
  listGifts: 'Gifts that the person gives',
  readGift: 'One gift with its way, its money and the answer',
  payGift: 'Has a platform make a code to pay the gift by',
  withdrawGift: 'Takes a gift back',
  confirmRefund: 'Lets the money of a declined gift come back',
  listMessages: 'The conversation about a gift',
  addMessage: 'Writes to the other of the two',
  claim: 'Shows a gift to whoever has its code',
  listReceived: 'Gifts for the person who is signed in',
  decline: 'Says no to a gift',
  block: 'No more gifts from this giver; this one goes back',
  report: 'Tells the merchant that something is wrong with a gift',
  askEntrance: 'Looks for a gift for whoever pays this list at a till or online',
  sendEntranceCode: "Sends a code to the customer's phone",
  answerEntrance: 'What the customer said; a yes pays',
  readEntrance: 'What became of it',
  returnEntrance: 'The goods came back, or the sale was given up',
};

/** Made or paid once, however often they are asked for. */
const keyed: readonly GiftOperationName[] = ['addGift', 'payGift'];
const security = { none: [], person: [{ session: [] }], client: [{ bearer: [] }] } as const;
const content = (schema: JsonSchema) => ({ content: { 'application/json': { schema } } });
const errorAnswer = { description: 'What is wrong', ...content({ $ref: '#/components/schemas/Error' }) };
const inPath = (name: string): JsonSchema => ({
  ...{ name, in: 'path', required: true },
  schema: { type: 'string', minLength: 1, maxLength: 64 },
});
const key: JsonSchema = {
  ...{ name: idempotencyHeader, in: 'header', required: true },
  description: 'The same key with the same body has the same answer; with another body it is refused.',
  schema: jsonSchemaOf(idempotencyKeySchema, 'input'),
};

function paths(): Record<string, Record<string, JsonSchema>> {
  const found: Record<string, Record<string, JsonSchema>> = {};
  for (const [name, operation] of Object.entries(giftApi)) {
    const path = `${giftApiRoot}/{merchantId}${operation.path}`;
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, one]) => inPath(one as string));
    found[path] ??= {};
    (found[path] as Record<string, JsonSchema>)[operation.method.toLowerCase()] = {
      operationId: name,
      summary: summaries[name as GiftOperationName],
      security: security[operation.who],
      parameters: keyed.includes(name as GiftOperationName) ? [...named, key] : named,
      ...('body' in operation
        ? { requestBody: { required: true, ...content(jsonSchemaOf(operation.body, 'input')) } }
        : {}),
      responses: {
        200: { description: 'Done', ...content(jsonSchemaOf(operation.answer, 'output')) },
        default: errorAnswer,
      },
    };
  }
  found[`${giftApiRoot}/{merchantId}${giftLivePath}`] = { get: liveOperation };
  return found;
}

const liveOperation: JsonSchema = {
  operationId: 'followGifts',
  summary: 'Says as a server-sent event that a gift of this person changed',
  security: security.person,
  parameters: [inPath('merchantId')],
  responses: {
    200: { description: 'A stream', content: { 'text/event-stream': { schema: { type: 'string' } } } },
    default: errorAnswer,
  },
};

/** The whole description; `serverUrl` is where this cloud is reached. */
export function giftOpenApiDocument(serverUrl: string): JsonSchema {
  return {
    openapi: '3.1.0',
    info: {
      title: 'kioskd gifts',
      version: '1',
      description:
        "Gifts that are paid in advance: the giver's and the recipient's pages, tills and online shops. Amounts are minor units, instants UTC ms.",
    },
    servers: [{ url: serverUrl }],
    paths: paths(),
    components: {
      schemas: { Error: jsonSchemaOf(errorSchema, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'kioskd_gifts' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}
