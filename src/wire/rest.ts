/**
 * The REST API, one entry per operation: the server registers its routes from this table, OpenAPI is
 * generated from it, and clients take their types from it. A merchant's people see only their own;
 * the platform's `admin` names the merchant with `?merchant=`.
 */
import { z } from 'zod';
import { productSchema } from '../domain/product.ts';
import { promotionSchema } from '../domain/promotion.ts';
import type { Permission } from './permissions.ts';
import { benefitApi } from './rest-benefits.ts';
import { cardApi } from './rest-cards.ts';
import { clientsApi } from './rest-clients.ts';
import { financeApi } from './rest-finance.ts';
import { formsApi } from './rest-forms.ts';
import { giftReportApi } from './rest-gift-reports.ts';
import { goodsInApi } from './rest-goods-in.ts';
import { insightApi } from './rest-insight.ts';
import { memberApi } from './rest-members.ts';
import { merchantApi } from './rest-merchants.ts';
import { parkingApi } from './rest-parking.ts';
import { patternApi } from './rest-patterns.ts';
import { paymentsApi } from './rest-payments.ts';
import {
  catalogueSchema,
  done,
  kioskSettings,
  merchantQuery,
  orderQuerySchema,
  pageQuery,
  publishedSchema,
  searchText,
} from './rest-requests.ts';
import {
  alarmSchema,
  auditEntrySchema,
  idSchema,
  kioskDetailSchema,
  kioskSchema,
  orderDetailSchema,
  orderSchema,
  overviewSchema,
  pageOf,
  poisonSchema,
  principalSchema,
} from './rest-schemas.ts';
import { verificationApi } from './rest-verification.ts';

export { clientsMax } from './rest-clients.ts';
export type { GoodsInEntryView, HeldBackEventView } from './rest-goods-in.ts';
export type { MemberAccount } from './rest-members.ts';
export type { OpenPayment, PaymentAction, SettledEnd } from './rest-payments.ts';
export { type CatalogueInput, catalogueSchema, orderQuerySchema } from './rest-requests.ts';
export * from './rest-schemas.ts';
export { type DryRun, dryRunMax } from './rest-verification.ts';

export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** OpenAPI path, parameters in braces. */
  readonly path: string;
  readonly summary: string;
  readonly permission: Permission;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  /** Bytes of a request body; `requestBytesMax` where it is not said. */
  readonly bodyBytesMax?: number;
}

export const requestBytesMax = 256 * 1024;
/** A whole catalogue of some hundred thousand products. */
const catalogueBytesMax = 64 * 1024 * 1024;

export const restApi = {
  signIn: {
    method: 'POST',
    path: '/api/session',
    summary: 'Sign in; the answer also sets a session cookie',
    permission: 'public',
    body: z.object({ login: z.string().min(1).max(100), password: z.string().min(1).max(200) }),
    answer: z.object({ token: z.string(), expiresAtMs: z.number().int(), principal: principalSchema }),
  },
  readSession: {
    method: 'GET',
    path: '/api/session',
    summary: 'Who asks',
    permission: 'signedIn',
    answer: principalSchema,
  },
  signOut: {
    method: 'DELETE',
    path: '/api/session',
    summary: 'Sign out',
    permission: 'signedIn',
    answer: done,
  },
  readOverview: {
    method: 'GET',
    path: '/api/overview',
    summary: 'What is wrong and what is earned',
    permission: 'read',
    query: merchantQuery,
    answer: overviewSchema,
  },
  listKiosks: {
    method: 'GET',
    path: '/api/kiosks',
    summary: 'Machines, by id',
    permission: 'read',
    query: pageQuery,
    answer: pageOf(kioskSchema),
  },
  readKiosk: {
    method: 'GET',
    path: '/api/kiosks/{id}',
    summary: 'One machine',
    permission: 'read',
    query: merchantQuery,
    answer: kioskDetailSchema,
  },
  addKiosk: {
    method: 'POST',
    path: '/api/kiosks',
    summary: 'Register a machine and get its broker credentials; again with the same id gives the same',
    permission: 'managePlatform',
    body: kioskSettings.extend({ merchantId: idSchema, id: idSchema }),
    answer: z.object({
      id: idSchema,
      merchantId: idSchema,
      shard: z.number().int(),
      mqttUser: z.string(),
      mqttPassword: z.string(),
      created: z.boolean(),
    }),
  },
  changeKiosk: {
    method: 'PUT',
    path: '/api/kiosks/{id}',
    summary: 'Change the name and settings of a machine; takes effect with the next publication',
    permission: 'changeCatalogue',
    query: merchantQuery,
    body: kioskSettings,
    answer: kioskDetailSchema,
  },
  publishToKiosk: {
    method: 'POST',
    path: '/api/kiosks/{id}/publish',
    summary: 'Publish catalogue, prices and settings to one machine',
    permission: 'publish',
    query: merchantQuery,
    answer: publishedSchema,
  },
  publishToAll: {
    method: 'POST',
    path: '/api/publish',
    summary: 'Publish to every machine of the merchant',
    permission: 'publish',
    query: merchantQuery,
    answer: z.object({ items: z.array(publishedSchema), next: z.null() }),
  },
  listProducts: {
    method: 'GET',
    path: '/api/products',
    summary: 'Products in their order',
    permission: 'read',
    query: pageQuery.extend({ text: searchText, category: z.string().max(64).optional() }),
    answer: pageOf(productSchema),
  },
  changeProduct: {
    method: 'PUT',
    path: '/api/products/{id}',
    summary: 'Add or change a product; takes effect with the next publication',
    permission: 'changeCatalogue',
    query: merchantQuery,
    body: productSchema,
    answer: productSchema,
  },
  removeProduct: {
    method: 'DELETE',
    path: '/api/products/{id}',
    summary: 'Remove a product',
    permission: 'changeCatalogue',
    query: merchantQuery,
    answer: done,
  },
  listPromotions: {
    method: 'GET',
    path: '/api/promotions',
    summary: 'Promotions by priority',
    permission: 'read',
    query: pageQuery,
    answer: pageOf(promotionSchema),
  },
  changePromotion: {
    method: 'PUT',
    path: '/api/promotions/{id}',
    summary: 'Add or change a promotion; takes effect with the next publication',
    permission: 'changeCatalogue',
    query: merchantQuery,
    body: promotionSchema,
    answer: promotionSchema,
  },
  removePromotion: {
    method: 'DELETE',
    path: '/api/promotions/{id}',
    summary: 'Remove a promotion',
    permission: 'changeCatalogue',
    query: merchantQuery,
    answer: done,
  },
  replaceCatalogue: {
    method: 'PUT',
    path: '/api/catalogue',
    summary: 'Set products, promotions, code patterns, code formats and selections as a whole',
    permission: 'changeCatalogue',
    query: merchantQuery,
    body: catalogueSchema,
    bodyBytesMax: catalogueBytesMax,
    answer: z.object({ changed: z.boolean(), products: z.number().int(), promotions: z.number().int() }),
  },
  ...patternApi,
  ...verificationApi,
  ...clientsApi,
  ...insightApi,
  ...paymentsApi,
  ...goodsInApi,
  ...memberApi,
  ...giftReportApi,
  ...benefitApi,
  ...cardApi,
  ...formsApi,
  ...financeApi,
  ...parkingApi,
  listOrders: {
    method: 'GET',
    path: '/api/orders',
    summary: 'Orders, newest first',
    permission: 'read',
    query: orderQuerySchema,
    answer: pageOf(orderSchema),
  },
  readOrder: {
    method: 'GET',
    path: '/api/orders/{id}',
    summary: 'One order with its whole history',
    permission: 'read',
    query: merchantQuery,
    answer: orderDetailSchema,
  },
  listAlarms: {
    method: 'GET',
    path: '/api/alarms',
    summary: 'Alarms, newest first',
    permission: 'read',
    query: pageQuery.extend({
      state: z.enum(['open', 'all']).default('open'),
      kiosk: idSchema.optional(),
    }),
    answer: pageOf(alarmSchema),
  },
  clearAlarm: {
    method: 'POST',
    path: '/api/alarms/{id}/clear',
    summary: 'Close an alarm that was dealt with; it opens again if the trouble comes again',
    permission: 'publish',
    query: merchantQuery,
    answer: done,
  },
  listPoison: {
    method: 'GET',
    path: '/api/poison',
    summary: 'Records that were set aside, newest first',
    permission: 'read',
    query: pageQuery,
    answer: pageOf(poisonSchema),
  },
  listAudit: {
    method: 'GET',
    path: '/api/audit',
    summary: 'Who changed what, newest first',
    permission: 'readBooks',
    query: pageQuery,
    answer: pageOf(auditEntrySchema),
  },
  ...merchantApi,
} as const satisfies Record<string, Operation>;

export type RestApi = typeof restApi;
export type OperationName = keyof RestApi;
/** What a client sends as the body of an operation. */
export type RequestBody<K extends OperationName> = RestApi[K] extends { body: infer B extends z.ZodType }
  ? z.input<B>
  : undefined;
/** What the server answers to an operation. */
export type Answer<K extends OperationName> = z.output<RestApi[K]['answer']>;
