/**
 * The service interfaces for other clients, one entry per operation: routes and OpenAPI come from this table.
 * Every POST carries an `Idempotency-Key`: the same key with the same body has the same answer for
 * `answerKeptMs`, with another body it is refused.
 */
import { z } from 'zod';
import {
  type ClientScope,
  messagePageSchema,
  messagesQuerySchema,
  paymentAskedSchema,
  preOrderAskedSchema,
  preOrderSchema,
  verificationAnswerSchema,
  verificationQuestionSchema,
} from './client-schemas.ts';

export const clientApiRoot = '/service/v1';
export const idempotencyHeader = 'idempotency-key';
export const idempotencyKeySchema = z.string().regex(/^[\x21-\x7e]{1,64}$/);
export const clientRequestBytesMax = 64 * 1024;

interface ClientOperation {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly summary: string;
  readonly scope: ClientScope;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
}

export const clientApi = {
  verifyPayment: {
    method: 'POST',
    path: '/verifications',
    summary: 'Check a payment by the merchant’s rules before any money moves; nothing is charged',
    scope: 'verify',
    body: verificationQuestionSchema,
    answer: verificationAnswerSchema,
  },
  addPreOrder: {
    method: 'POST',
    path: '/orders',
    summary: 'Make an order that can be paid on its cashier page or by a code that the client scans',
    scope: 'orders',
    body: preOrderAskedSchema,
    answer: preOrderSchema,
  },
  readPreOrder: {
    method: 'GET',
    path: '/orders/{id}',
    summary: 'Where an order stands',
    scope: 'orders',
    answer: preOrderSchema,
  },
  payPreOrder: {
    method: 'POST',
    path: '/orders/{id}/payments',
    summary: 'Pay an order by the code that the payer shows, or show one; the end comes as a message',
    scope: 'orders',
    body: paymentAskedSchema,
    answer: preOrderSchema,
  },
  cancelPreOrder: {
    method: 'POST',
    path: '/orders/{id}/cancel',
    summary: 'Close an order; what was paid goes back to where it came from',
    scope: 'orders',
    body: z.object({}),
    answer: preOrderSchema,
  },
  listMessages: {
    method: 'GET',
    path: '/messages',
    summary: 'Messages after the one named, oldest first',
    scope: 'messages',
    query: messagesQuerySchema,
    answer: messagePageSchema,
  },
} as const satisfies Record<string, ClientOperation>;

export type ClientApi = typeof clientApi;
export type ClientOperationName = keyof ClientApi;
export type ClientAnswer<K extends ClientOperationName> = z.output<ClientApi[K]['answer']>;
