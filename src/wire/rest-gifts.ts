/**
 * The operations of the pages of givers and recipients, of a till and of an online shop. Below
 * `/gifts/v1/<merchantId>`; people sign in by a code to their phone or by a passkey and hold an HttpOnly cookie,
 * tills and shops have a client's bearer token with the scope `gifts`.
 */
import { z } from 'zod';
import {
  blockedListSchema,
  claimAskedSchema,
  entranceAnswerSchema,
  entranceOfferSchema,
  entranceQuestionSchema,
  entranceResultSchema,
  giftConsentSchema,
  giftDraftSchema,
  giftListSchema,
  giftMessageDraftSchema,
  giftMessagesSchema,
  giftPaymentAskedSchema,
  giftPersonSchema,
  giftReportSchema,
  giftShopSchema,
  giftViewSchema,
  personDraftSchema,
  phoneCodeAskedSchema,
  phoneCodeSentSchema,
  purchaseListSchema,
  receivedAnswerSchema,
  receivedGiftSchema,
  receivedListSchema,
  recommendationAskedSchema,
  recommendationsSchema,
  signInSchema,
} from './rest-gift-schemas.ts';
import {
  passkeyAskedSchema,
  passkeyListSchema,
  passkeyMadeSchema,
  passkeySignInSchema,
  passkeyWantedSchema,
} from './rest-passkeys.ts';

export * from './rest-gift-schemas.ts';

export const giftApiRoot = '/gifts/v1';
export const giftRequestBytesMax = 32 * 1024;

/** Every operation: `person` needs the cookie, `client` a bearer token, `none` nothing. */
export const giftApi = {
  sendPhoneCode: {
    method: 'POST',
    path: '/phone-codes',
    who: 'none',
    body: phoneCodeAskedSchema,
    answer: phoneCodeSentSchema,
  },
  signIn: { method: 'POST', path: '/sign-in', who: 'none', body: signInSchema, answer: giftPersonSchema },
  /** What a passkey is to sign, once and for a few minutes. */
  askPasskey: { method: 'POST', path: '/passkey-sign-in/options', who: 'none', answer: passkeyAskedSchema },
  signInByPasskey: {
    method: 'POST',
    path: '/passkey-sign-in',
    who: 'none',
    body: passkeySignInSchema,
    answer: giftPersonSchema,
  },
  signOut: { method: 'POST', path: '/sign-out', who: 'none', answer: z.object({}) },
  readShop: { method: 'GET', path: '/shop', who: 'none', answer: giftShopSchema },
  readMe: { method: 'GET', path: '/me', who: 'person', answer: giftPersonSchema },
  changeMe: { method: 'PUT', path: '/me', who: 'person', body: personDraftSchema, answer: giftPersonSchema },
  setConsent: {
    method: 'POST',
    path: '/me/consents',
    who: 'person',
    body: giftConsentSchema,
    answer: giftPersonSchema,
  },
  /** Everything about the person; gifts under way go back to their givers. */
  deleteMe: { method: 'DELETE', path: '/me', who: 'person', answer: z.object({}) },
  listPasskeys: { method: 'GET', path: '/me/passkeys', who: 'person', answer: passkeyListSchema },
  wantPasskey: {
    method: 'POST',
    path: '/me/passkeys/options',
    who: 'person',
    answer: passkeyWantedSchema,
  },
  addPasskey: {
    method: 'POST',
    path: '/me/passkeys',
    who: 'person',
    body: passkeyMadeSchema,
    answer: passkeyListSchema,
  },
  removePasskey: { method: 'DELETE', path: '/me/passkeys/{id}', who: 'person', answer: passkeyListSchema },
  listPurchases: { method: 'GET', path: '/me/purchases', who: 'person', answer: purchaseListSchema },
  listBlocked: { method: 'GET', path: '/me/blocked', who: 'person', answer: blockedListSchema },
  unblock: { method: 'DELETE', path: '/me/blocked/{id}', who: 'person', answer: blockedListSchema },
  recommend: {
    method: 'POST',
    path: '/recommendations',
    who: 'person',
    body: recommendationAskedSchema,
    answer: recommendationsSchema,
  },
  addGift: { method: 'POST', path: '/gifts', who: 'person', body: giftDraftSchema, answer: giftViewSchema },
  listGifts: { method: 'GET', path: '/gifts', who: 'person', answer: giftListSchema },
  readGift: { method: 'GET', path: '/gifts/{id}', who: 'person', answer: giftViewSchema },
  payGift: {
    method: 'POST',
    path: '/gifts/{id}/payments',
    who: 'person',
    body: giftPaymentAskedSchema,
    answer: giftViewSchema,
  },
  withdrawGift: { method: 'POST', path: '/gifts/{id}/withdrawal', who: 'person', answer: giftViewSchema },
  confirmRefund: { method: 'POST', path: '/gifts/{id}/refund', who: 'person', answer: giftViewSchema },
  listMessages: { method: 'GET', path: '/gifts/{id}/messages', who: 'person', answer: giftMessagesSchema },
  addMessage: {
    method: 'POST',
    path: '/gifts/{id}/messages',
    who: 'person',
    body: giftMessageDraftSchema,
    answer: giftMessagesSchema,
  },
  claim: { method: 'POST', path: '/claims', who: 'none', body: claimAskedSchema, answer: receivedGiftSchema },
  listReceived: { method: 'GET', path: '/received', who: 'person', answer: receivedListSchema },
  decline: {
    method: 'POST',
    path: '/received/decline',
    who: 'none',
    body: receivedAnswerSchema,
    answer: receivedGiftSchema,
  },
  /** No more gifts from this giver; this one goes back. */
  block: {
    method: 'POST',
    path: '/received/block',
    who: 'person',
    body: receivedAnswerSchema,
    answer: receivedGiftSchema,
  },
  report: {
    method: 'POST',
    path: '/received/report',
    who: 'none',
    body: giftReportSchema,
    answer: receivedGiftSchema,
  },
  askEntrance: {
    method: 'POST',
    path: '/entrance/questions',
    who: 'client',
    body: entranceQuestionSchema,
    answer: entranceOfferSchema,
  },
  sendEntranceCode: {
    method: 'POST',
    path: '/entrance/phone-codes',
    who: 'client',
    body: phoneCodeAskedSchema,
    answer: phoneCodeSentSchema,
  },
  answerEntrance: {
    method: 'POST',
    path: '/entrance/offers/{id}/answer',
    who: 'client',
    body: entranceAnswerSchema,
    answer: entranceResultSchema,
  },
  readEntrance: { method: 'GET', path: '/entrance/offers/{id}', who: 'client', answer: entranceResultSchema },
  /** The goods came back, or the sale was given up: the gift is its recipient's again. */
  returnEntrance: {
    method: 'POST',
    path: '/entrance/offers/{id}/return',
    who: 'client',
    answer: entranceResultSchema,
  },
} as const;
export type GiftOperationName = keyof typeof giftApi;
export type GiftOperationAnswer<K extends GiftOperationName> = z.infer<(typeof giftApi)[K]['answer']>;

/** GET, `text/event-stream`, with the cookie: the event `gifts` says that a gift of this person changed. */
export const giftLivePath = '/live';
