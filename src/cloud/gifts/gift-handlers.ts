/** What each operation about gifts does; who may ask is found here and nowhere else. */

import type { z } from 'zod';
import { Fault, type FaultCode, faultCodeOf } from '../../domain/fault.ts';
import type { GiftOperationAnswer, GiftOperationName, giftApi } from '../../wire/rest-gifts.ts';
import { giftLimits } from './gift-limits.ts';
import type { SignedIn } from './gift-people.ts';
import { type GiftCall, sessionOf, setSession } from './gift-routes.ts';
import type { GiftParts } from './gifts.ts';
import { sendPhoneCode } from './phone-codes.ts';

export type GiftHandlers = {
  readonly [K in GiftOperationName]: (call: GiftCall) => Promise<GiftOperationAnswer<K>>;
};

type BodyOf<K extends GiftOperationName> = (typeof giftApi)[K] extends { body: infer S extends z.ZodType }
  ? z.output<S>
  : never;

function bodyOf<K extends GiftOperationName>(call: GiftCall): BodyOf<K> {
  return call.body as BodyOf<K>;
}

export function giftHandlers(parts: GiftParts): GiftHandlers {
  return {
    ...signInHandlers(parts),
    ...personHandlers(parts),
    ...giverHandlers(parts),
    ...recipientHandlers(parts),
    ...entranceHandlers(parts),
  };
}

type Handlers<K extends GiftOperationName> = Pick<GiftHandlers, K>;

/** Where a person asks from, as limits know it. */
const addressOf = ({ request }: GiftCall) => `address ${request.ip}`;

const missCodes: readonly FaultCode[] = [
  'NOT_FOUND',
  'GIFT_CODE_WRONG',
  'PASSKEY_LATE',
  'PASSKEY_UNKNOWN',
  'PASSKEY_REFUSED',
  'PASSKEY_COPIED',
];

/** Tries that fit nothing are counted by address: nobody finds codes by trying. */
async function counted<T>(parts: GiftParts, call: GiftCall, work: () => Promise<T>): Promise<T> {
  const { limits } = parts;
  takesGifts(parts, call);
  const misses = [giftLimits.misses, addressOf(call)] as const;
  if (!(await limits.allows(call.merchantId, misses))) throw new Fault('GIFT_TRIES', 'try another code');
  try {
    return await work();
  } catch (error) {
    if (missCodes.includes(faultCodeOf(error))) await limits.count(call.merchantId, misses);
    throw error;
  }
}

/** Getting in and out: by a code to the phone, or by a passkey. */
function signInHandlers(
  parts: GiftParts,
): Handlers<'sendPhoneCode' | 'signIn' | 'askPasskey' | 'signInByPasskey' | 'signOut'> {
  const { ports, limits, people, passkeys } = parts;
  return {
    sendPhoneCode: async (call) => {
      const wanted = {
        ...bodyOf<'sendPhoneCode'>(call),
        merchantId: call.merchantId,
        asker: addressOf(call),
      };
      return counted(parts, call, () => sendPhoneCode(ports, limits, wanted));
    },
    signIn: async (call) => {
      const { phone, code } = bodyOf<'signIn'>(call);
      const signed = await counted(parts, call, () => people.signIn(call.merchantId, phone, code));
      setSession(call, signed.token);
      return signed.person;
    },
    askPasskey: async (call) => counted(parts, call, () => passkeys.ask(call.merchantId, addressOf(call))),
    signInByPasskey: async (call) => {
      const answer = bodyOf<'signInByPasskey'>(call);
      const signed = await counted(parts, call, () => passkeys.signIn(call.merchantId, answer));
      setSession(call, signed.token);
      return signed.person;
    },
    signOut: async (call) => {
      await people.signOut(sessionOf(call.request));
      setSession(call, undefined);
      return {};
    },
  };
}

function personHandlers(
  parts: GiftParts,
): Handlers<
  | 'readMe'
  | 'changeMe'
  | 'setConsent'
  | 'deleteMe'
  | 'listPasskeys'
  | 'wantPasskey'
  | 'addPasskey'
  | 'removePasskey'
  | 'listPurchases'
> {
  const { people, passkeys, recommendations } = parts;
  const person = (call: GiftCall) => people.of(call.merchantId, sessionOf(call.request));
  return {
    readMe: async (call) => people.read(await person(call)),
    changeMe: async (call) => people.change(await person(call), bodyOf<'changeMe'>(call)),
    setConsent: async (call) => people.setConsent(await person(call), bodyOf<'setConsent'>(call)),
    deleteMe: async (call) => {
      await people.delete(await person(call));
      setSession(call, undefined);
      return {};
    },
    listPasskeys: async (call) => passkeys.list(await person(call)),
    wantPasskey: async (call) => passkeys.want(await person(call)),
    addPasskey: async (call) => {
      const who = await person(call);
      return counted(parts, call, () => passkeys.add(who, bodyOf<'addPasskey'>(call)));
    },
    removePasskey: async (call) => passkeys.remove(await person(call), call.id),
    listPurchases: async (call) => recommendations.purchases(await person(call)),
  };
}

function takesGifts({ ports }: GiftParts, { merchantId }: GiftCall): void {
  if (ports.currencyOf(merchantId) === undefined) {
    throw new Fault('NOT_FOUND', 'find a merchant that takes gifts');
  }
}

function giverHandlers(
  parts: GiftParts,
): Handlers<
  | 'readShop'
  | 'recommend'
  | 'addGift'
  | 'listGifts'
  | 'readGift'
  | 'payGift'
  | 'withdrawGift'
  | 'confirmRefund'
  | 'listMessages'
  | 'addMessage'
> {
  const { book, people, recipients, recommendations } = parts;
  const person = (call: GiftCall) => people.of(call.merchantId, sessionOf(call.request));
  return {
    readShop: async ({ merchantId }) => book.shop(merchantId),
    recommend: async (call) => {
      const { merchantId } = await person(call);
      return recommendations.recommend(merchantId, bodyOf<'recommend'>(call));
    },
    addGift: async (call) => book.add(await person(call), call.asked(), bodyOf<'addGift'>(call)),
    listGifts: async (call) => book.list(await person(call)),
    readGift: async (call) => book.read(await person(call), call.id),
    payGift: async (call) =>
      book.pay(await person(call), call.id, bodyOf<'payGift'>(call).show, call.asked().key),
    withdrawGift: async (call) => book.withdraw(await person(call), call.id),
    confirmRefund: async (call) => book.confirmRefund(await person(call), call.id),
    listMessages: async (call) => recipients.messages(await person(call), call.id),
    addMessage: async (call) =>
      recipients.addMessage(await person(call), call.id, bodyOf<'addMessage'>(call).text),
  };
}

function recipientHandlers(
  parts: GiftParts,
): Handlers<'claim' | 'listReceived' | 'decline' | 'block' | 'report' | 'listBlocked' | 'unblock'> {
  const { people, recipients } = parts;
  const person = (call: GiftCall) => people.of(call.merchantId, sessionOf(call.request));
  /** A session that is over is nobody's. */
  const maybe = async (call: GiftCall): Promise<SignedIn | undefined> => {
    try {
      return await person(call);
    } catch (error) {
      if (faultCodeOf(error) === 'ACCESS_DENIED') return undefined;
      throw error;
    }
  };
  return {
    claim: async (call) => {
      const who = await maybe(call);
      return counted(parts, call, () => recipients.claim(call.merchantId, bodyOf<'claim'>(call).code, who));
    },
    listReceived: async (call) => recipients.received(await person(call)),
    decline: async (call) => {
      const who = await maybe(call);
      return counted(parts, call, () => recipients.decline(call.merchantId, bodyOf<'decline'>(call), who));
    },
    block: async (call) => recipients.block(await person(call), bodyOf<'block'>(call)),
    report: async (call) => {
      const who = await maybe(call);
      return counted(parts, call, () => recipients.report(call.merchantId, bodyOf<'report'>(call), who));
    },
    listBlocked: async (call) => recipients.blocked(await person(call)),
    unblock: async (call) => recipients.unblock(await person(call), call.id),
  };
}

function entranceHandlers(
  parts: GiftParts,
): Handlers<'askEntrance' | 'sendEntranceCode' | 'answerEntrance' | 'readEntrance' | 'returnEntrance'> {
  const { ports, limits, entrance } = parts;
  const client = async ({ merchantId, request }: GiftCall) => {
    const found = await ports.clientOf(request.headers.authorization);
    if (found.merchantId !== merchantId) throw new Fault('ACCESS_DENIED', 'ask for another merchant');
    return found;
  };
  return {
    askEntrance: async (call) => entrance.ask(await client(call), bodyOf<'askEntrance'>(call)),
    sendEntranceCode: async (call) => {
      const { merchantId, clientId } = await client(call);
      const wanted = { ...bodyOf<'sendEntranceCode'>(call), merchantId, asker: `client ${clientId}` };
      return sendPhoneCode(ports, limits, wanted);
    },
    answerEntrance: async (call) =>
      entrance.answer(await client(call), call.id, bodyOf<'answerEntrance'>(call)),
    readEntrance: async (call) => entrance.read(await client(call), call.id),
    returnEntrance: async (call) => entrance.giveBack(await client(call), call.id),
  };
}
