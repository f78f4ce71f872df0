/**
 * Stands in for the cloud's side of gifts: serves the built pages as the cloud does, and answers every operation
 * by the schemas of the REST table, so that a change of the contract is seen here first.
 */
import { type FastifyInstance, fastify } from 'fastify';
import { registerGiftPages } from '../../src/cloud/gifts/gift-pages.ts';
import { Fault, faultCodeOf } from '../../src/domain/fault.ts';
import {
  type GiftMessage,
  type GiftOperationName,
  type GiftPerson,
  type GiftView,
  giftApi,
  giftApiRoot,
  giftLivePath,
  type ReceivedGift,
} from '../../src/wire/rest-gifts.ts';
import type { PasskeyList } from '../../src/wire/rest-passkeys.ts';
import {
  fixtureGift,
  fixtureGifts,
  fixturePasskeys,
  fixtureReceived,
  fixtureTalk,
  giverNowMs,
  giverPerson,
  giverShop,
  recommendations,
} from './giver-fixture.ts';

export const signInCode = '246810';
export const tillToken = 'kdt_till';

interface World {
  me: GiftPerson | undefined;
  failing: boolean;
  gifts: GiftView[];
  received: ReceivedGift[];
  talk: GiftMessage[];
  passkeys: PasskeyList;
  /** What the till is told next. */
  offered: boolean;
  payment: 'open' | 'paid' | 'returned';
}

export interface GiverStub {
  readonly url: string;
  readonly world: World;
  /** Bodies of changing requests so far, by operation. */
  readonly asked: { readonly name: GiftOperationName; readonly body: unknown }[];
  /** Nothing given, nothing received. */
  empty(): void;
  reset(): void;
  stop(): Promise<void>;
}

const newWorld = (): World => ({
  ...{ me: undefined, failing: false, offered: true, payment: 'paid' },
  ...{ gifts: [...fixtureGifts], received: [...fixtureReceived], talk: [...fixtureTalk] },
  passkeys: fixturePasskeys,
});

interface Question {
  readonly id: string;
  /** Where the page was loaded from. */
  readonly origin: string;
  // biome-ignore lint/suspicious/noExplicitAny: parsed by the operation's own schema
  readonly body: any;
  readonly world: World;
}
type Answers = { readonly [K in GiftOperationName]: (question: Question) => unknown };

function found<T>(item: T | undefined): T {
  if (item === undefined) throw new Fault('NOT_FOUND', 'find it');
  return item;
}

function replace<T extends { giftId: string }>(list: T[], giftId: string, more: Partial<T>): T {
  const at = list.findIndex((one) => one.giftId === giftId);
  const next = { ...found(list[at]), ...more };
  list[at] = next;
  return next;
}

const offerId = 'gof_1';
const offer = {
  ...{ giftId: 'gft-for-me', offerId, currency: 'CNY', conversation: true },
  target: fixtureReceived[0]?.target,
  cover: { coverMinor: 1400, lines: [{ lineId: 'line-1', pieces: 1, coverMinor: 1400 }] },
  wording: { words: '谢谢你上次帮忙！', giverName: '王明' },
  expiresAtMs: giverNowMs + 300_000,
};
const result = ({ world }: Question, answer: string) => ({
  ...{ offerId, answer, coverMinor: 1400, reason: null },
  payment: answer === 'accepted' ? world.payment : 'none',
});
const isMine = ({ received }: World, giftId: string) => received.some((one) => one.giftId === giftId);

const answers: Answers = {
  sendPhoneCode: () => ({
    ...{ phoneMasked: giverPerson.phoneMasked, expiresAtMs: giverNowMs + 300_000, shown: signInCode },
  }),
  signIn: ({ body, world }) => {
    if (body.code !== signInCode) throw new Fault('GIFT_CODE_WRONG', 'sign in');
    world.me = giverPerson;
    return world.me;
  },
  signOut: ({ world }) => {
    world.me = undefined;
    return {};
  },
  // A device cannot be played here: passkeys are tried against the cloud itself.
  askPasskey: () => {
    throw new Fault('PASSKEY_NOT_HERE', 'use a passkey');
  },
  signInByPasskey: () => {
    throw new Fault('PASSKEY_NOT_HERE', 'use a passkey');
  },
  wantPasskey: () => {
    throw new Fault('PASSKEY_LIMIT', 'add a passkey');
  },
  addPasskey: () => {
    throw new Fault('PASSKEY_LIMIT', 'add a passkey');
  },
  listPasskeys: ({ world }) => world.passkeys,
  removePasskey: ({ id, world }) => {
    world.passkeys = { items: world.passkeys.items.filter(({ passkeyId }) => passkeyId !== id) };
    return world.passkeys;
  },
  readShop: ({ origin }) => ({ ...giverShop, passkeyOrigin: origin }),
  readMe: ({ world }) => world.me,
  changeMe: ({ body, world }) => {
    world.me = { ...giverPerson, ...world.me, ...body };
    return world.me;
  },
  setConsent: ({ body: { kind, given, textVersion }, world }) => {
    const others = (world.me ?? giverPerson).consents.filter((one) => one.kind !== kind);
    const consents = given ? [...others, { kind, textVersion, atMs: giverNowMs }] : others;
    world.me = { ...giverPerson, ...world.me, consents };
    return world.me;
  },
  deleteMe: ({ world }) => {
    world.me = undefined;
    return {};
  },
  listPurchases: () => ({ items: [] }),
  listBlocked: () => ({ items: [{ blockId: 'blk_1', giverName: '陌生人', atMs: giverNowMs }] }),
  unblock: () => ({ items: [] }),
  recommend: () => ({ items: recommendations }),
  addGift: ({ body, world }) => {
    const unpaid = found(fixtureGifts[0]);
    const { amountMinor, words, wishes } = body;
    const gift = { ...unpaid, giftId: 'gft-new', amountMinor, words, wishes, payment: null };
    world.gifts.unshift(gift);
    return gift;
  },
  listGifts: ({ world }) => ({ items: world.gifts }),
  readGift: ({ id, world }) => found(world.gifts.find((gift) => gift.giftId === id)),
  payGift: ({ id, world }) => replace(world.gifts, id, { payment: found(fixtureGifts[0]).payment }),
  withdrawGift: ({ id, world }) =>
    replace(world.gifts, id, { ...fixtureGift(id), stage: 'withdrawn', pickupCode: null, claimUrl: null }),
  confirmRefund: ({ id, world }) =>
    replace(world.gifts, id, {
      confirmRefund: false,
      money: { paidMinor: 1400, spentMinor: 0, returnedMinor: 0, returningMinor: 1400, failedMinor: 0 },
    }),
  listMessages: ({ world }) => ({ items: world.talk }),
  addMessage: ({ id, body, world }) => {
    const from = isMine(world, id) ? 'recipient' : 'giver';
    world.talk.push({ id: `${world.talk.length + 1}`, from, text: body.text, atMs: giverNowMs });
    return { items: world.talk };
  },
  claim: ({ world }) => found(world.received[0]),
  listReceived: ({ world }) => ({ items: world.received }),
  decline: ({ body, world }) => replace(world.received, body.giftId, { stage: 'declined', pickupCode: null }),
  block: ({ body, world }) => replace(world.received, body.giftId, { stage: 'blocked', pickupCode: null }),
  report: ({ body, world }) => replace(world.received, body.giftId, { stage: 'reported', pickupCode: null }),
  askEntrance: ({ world }) => ({ offer: world.offered ? offer : null, refused: null }),
  sendEntranceCode: () => ({
    ...{ phoneMasked: '139****2213', expiresAtMs: giverNowMs + 300_000, shown: signInCode },
  }),
  answerEntrance: (question) => result(question, question.body.answer),
  readEntrance: (question) => result(question, 'accepted'),
  returnEntrance: (question) => ({ ...result(question, 'accepted'), payment: 'returned' }),
};

function register(server: FastifyInstance, stub: Omit<GiverStub, 'url' | 'stop'>): void {
  for (const [name, operation] of Object.entries(giftApi)) {
    server.route({
      method: operation.method,
      url: `${giftApiRoot}/corner${operation.path.replace('{id}', ':id')}`,
      handler: async (request) => {
        const { world } = stub;
        const { authorization } = request.headers;
        if (operation.who === 'person' && !world.me) throw new Fault('ACCESS_DENIED', 'ask');
        if (operation.who === 'client' && authorization !== `Bearer ${tillToken}`) {
          throw new Fault('ACCESS_DENIED', 'ask');
        }
        if (world.failing) throw new Fault('DATABASE_UNAVAILABLE', 'answer');
        const body = 'body' in operation ? operation.body.parse(request.body) : undefined;
        const key = name as GiftOperationName;
        if (operation.method !== 'GET') stub.asked.push({ name: key, body });
        const { id = '' } = request.params as { id?: string };
        return operation.answer.parse(answers[key]({ id, origin: `http://${request.host}`, body, world }));
      },
    });
  }
}

/** `folder` holds the built pages. */
export async function startGiverStub(folder: string): Promise<GiverStub> {
  const stub = {
    world: newWorld(),
    asked: [] as { name: GiftOperationName; body: unknown }[],
    empty() {
      Object.assign(stub.world, { gifts: [], received: [], talk: [] });
    },
    reset() {
      Object.assign(stub.world, newWorld());
      stub.asked.length = 0;
    },
  };
  const server = fastify({ forceCloseConnections: true });
  server.setErrorHandler((error, _, reply) => {
    const code = faultCodeOf(error);
    const status = code === 'ACCESS_DENIED' ? 401 : code === 'NOT_FOUND' ? 404 : 503;
    reply.status(status).send({ code, message: String(error) });
  });
  server.get(`${giftApiRoot}/corner${giftLivePath}`, (_, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' }).write(': following\n\n');
  });
  server.get(`${giftApiRoot}/:other/shop`, async () => {
    throw new Fault('NOT_FOUND', 'find the shop');
  });
  register(server, stub);
  registerGiftPages(server, folder);
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return { ...stub, url, stop: () => server.close() };
}
