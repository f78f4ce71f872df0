/** The operations of the REST API about a merchant's other clients; a part of `restApi`. */
import { z } from 'zod';
import { paymentOutcomeKinds } from '../domain/payment-message.ts';
import { clientScopeSchema, preOrderStates } from './client-schemas.ts';
import { done, merchantQuery, pageQuery } from './rest-requests.ts';
import { idSchema, pageOf } from './rest-schemas.ts';

/** Clients of one merchant; more are refused to be made. */
export const clientsMax = 100;

/** `https://shop.example`, or `http` for this computer's own pages. */
const originSchema = z
  .string()
  .max(200)
  .regex(/^(https:\/\/[a-z0-9.-]+|http:\/\/(localhost|127\.0\.0\.1))(:\d{1,5})?$/);
const webhookUrlSchema = z.url({ protocol: /^https?$/ }).max(500);

const clientSettings = z.object({
  name: z.string().min(1).max(100),
  scopes: z.array(clientScopeSchema).min(1).max(3),
  /** Who may show the cashier page inside its own pages. */
  origins: z.array(originSchema).max(10).default([]),
  /** Where messages are pushed to; none if null. */
  webhookUrl: webhookUrlSchema.nullable().default(null),
});

const clientSchema = clientSettings.extend({
  id: idSchema,
  createdAtMs: z.number().int(),
  revokedAtMs: z.number().int().nullable(),
});

const clientMessageSchema = z.object({
  id: z.string(),
  clientId: z.string(),
  orderId: z.string(),
  reference: z.string(),
  kind: z.enum(paymentOutcomeKinds),
  amountMinor: z.number().int(),
  orderState: z.enum(preOrderStates).nullable(),
  atMs: z.number().int(),
  webhook: z.enum(['none', 'waiting', 'delivered', 'givenUp']),
  tries: z.number().int(),
  told: z.string().nullable(),
});

export const clientsApi = {
  listClients: {
    method: 'GET',
    path: '/api/clients',
    summary: 'Other clients of the merchant, without their secrets',
    permission: 'manageUsers',
    query: merchantQuery,
    answer: pageOf(clientSchema),
  },
  addClient: {
    method: 'POST',
    path: '/api/clients',
    summary: 'Make a client; its token and the key of its webhooks are shown this once',
    permission: 'manageUsers',
    query: merchantQuery,
    body: clientSettings,
    answer: clientSchema.extend({ token: z.string(), webhookSecret: z.string() }),
  },
  changeClient: {
    method: 'PUT',
    path: '/api/clients/{id}',
    summary: 'Change what a client may do and where it is told',
    permission: 'manageUsers',
    query: merchantQuery,
    body: clientSettings,
    answer: clientSchema,
  },
  revokeClient: {
    method: 'DELETE',
    path: '/api/clients/{id}',
    summary: 'Revoke a client for good; its orders and messages stay',
    permission: 'manageUsers',
    query: merchantQuery,
    answer: done,
  },
  listClientMessages: {
    method: 'GET',
    path: '/api/client-messages',
    summary: 'Messages to other clients and what became of them, newest first',
    permission: 'manageUsers',
    query: pageQuery,
    answer: pageOf(clientMessageSchema),
  },
} as const;
