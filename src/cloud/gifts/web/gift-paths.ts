/**
 * Where each operation of the table in `wire/rest-gifts.ts` is asked for. Only its types are taken in here, so
 * that no schema is loaded on a phone; another method or path than the table's is a type error.
 */
import type { GiftOperationName, giftApi, giftApiRoot, giftLivePath } from '../../../wire/rest-gifts.ts';

type Paths = {
  readonly [K in GiftOperationName]: {
    readonly method: (typeof giftApi)[K]['method'];
    readonly path: (typeof giftApi)[K]['path'];
  };
};

export const root: typeof giftApiRoot = '/gifts/v1';
export const livePath: typeof giftLivePath = '/live';

export const paths: Paths = {
  sendPhoneCode: { method: 'POST', path: '/phone-codes' },
  signIn: { method: 'POST', path: '/sign-in' },
  askPasskey: { method: 'POST', path: '/passkey-sign-in/options' },
  signInByPasskey: { method: 'POST', path: '/passkey-sign-in' },
  signOut: { method: 'POST', path: '/sign-out' },
  readShop: { method: 'GET', path: '/shop' },
  readMe: { method: 'GET', path: '/me' },
  changeMe: { method: 'PUT', path: '/me' },
  setConsent: { method: 'POST', path: '/me/consents' },
  deleteMe: { method: 'DELETE', path: '/me' },
  listPasskeys: { method: 'GET', path: '/me/passkeys' },
  wantPasskey: { method: 'POST', path: '/me/passkeys/options' },
  addPasskey: { method: 'POST', path: '/me/passkeys' },
  removePasskey: { method: 'DELETE', path: '/me/passkeys/{id}' },
  listPurchases: { method: 'GET', path: '/me/purchases' },
  listBlocked: { method: 'GET', path: '/me/blocked' },
  unblock: { method: 'DELETE', path: '/me/blocked/{id}' },
  recommend: { method: 'POST', path: '/recommendations' },
  addGift: { method: 'POST', path: '/gifts' },
  listGifts: { method: 'GET', path: '/gifts' },
  readGift: { method: 'GET', path: '/gifts/{id}' },
  payGift: { method: 'POST', path: '/gifts/{id}/payments' },
  withdrawGift: { method: 'POST', path: '/gifts/{id}/withdrawal' },
  confirmRefund: { method: 'POST', path: '/gifts/{id}/refund' },
  listMessages: { method: 'GET', path: '/gifts/{id}/messages' },
  addMessage: { method: 'POST', path: '/gifts/{id}/messages' },
  claim: { method: 'POST', path: '/claims' },
  listReceived: { method: 'GET', path: '/received' },
  decline: { method: 'POST', path: '/received/decline' },
  block: { method: 'POST', path: '/received/block' },
  report: { method: 'POST', path: '/received/report' },
  askEntrance: { method: 'POST', path: '/entrance/questions' },
  sendEntranceCode: { method: 'POST', path: '/entrance/phone-codes' },
  answerEntrance: { method: 'POST', path: '/entrance/offers/{id}/answer' },
  readEntrance: { method: 'GET', path: '/entrance/offers/{id}' },
  returnEntrance: { method: 'POST', path: '/entrance/offers/{id}/return' },
};
