/** Who has an account with the merchant as the console's pages are shown them: cards, members, other clients. */
import type { Answer, MemberAccount, StoredValueCard } from '../../src/wire/rest.ts';
import { fixtureNowMs } from './console-fixture.ts';

const hourMs = 3600_000;
const before = (ms: number) => fixtureNowMs - ms;

type Client = Answer<'listClients'>['items'][number];
type ClientMessage = Answer<'listClientMessages'>['items'][number];

const card = (n: number, more: Partial<StoredValueCard>): StoredValueCard => ({
  ...{ id: `card_${n}`, masked: `90**************442${n}`, balanceMinor: 8850, currency: 'CNY' },
  ...{ openedAtMs: before(n * 30 * hourMs), pinSet: true, wrongTries: 0, lockedAtMs: null },
  ...{ offlineMinor: 0, leasedMinor: 0, fingers: 0, faces: 0 },
  ...more,
});

/** One in order, one that wrong PINs locked, one without a PIN, one with all that a machine may keep. */
export const fixtureCards: readonly StoredValueCard[] = [
  card(1, {}),
  card(2, { wrongTries: 5, lockedAtMs: before(2 * hourMs), balanceMinor: 123_450 }),
  card(3, { pinSet: false, balanceMinor: 0 }),
  card(4, { offlineMinor: 5000, leasedMinor: 3000, fingers: 2, faces: 1, wrongTries: 1 }),
];

const member = (n: number, more: Partial<MemberAccount>): MemberAccount => ({
  ...{ id: `mem_${n}`, name: '王小明', codeMasked: `MB…7QX${n}`, phoneMasked: null, memberPrice: true },
  ...{ display: null, keptHours: 0, createdAtMs: before(n * 50 * hourMs), updatedAtMs: before(hourMs) },
  ...more,
});

export const fixtureMembers: readonly MemberAccount[] = [
  member(1, { phoneMasked: '138****5678' }),
  member(2, { name: 'Alexandra Montgomery-Featherstone', memberPrice: false }),
  member(3, { name: '李华', display: { order: 'priceDescending', dearOverMinor: 5000 }, keptHours: 24 }),
];

export const fixtureClients: readonly Client[] = [
  {
    ...{ id: 'cli_1', name: '门店小程序', scopes: ['verify', 'orders', 'messages'], revokedAtMs: null },
    ...{ origins: ['https://shop.example'], webhookUrl: 'https://shop.example/hooks/kioskd/payments' },
    createdAtMs: before(400 * hourMs),
  },
  {
    ...{ id: 'cli_2', name: 'Till at the back', scopes: ['verify'], origins: [], webhookUrl: null },
    ...{ createdAtMs: before(900 * hourMs), revokedAtMs: before(30 * hourMs) },
  },
];

const message = (n: number, more: Partial<ClientMessage>): ClientMessage => ({
  ...{ id: String(900 - n), clientId: 'cli_1', orderId: `ord_9000000${n}`, reference: `A-2026-08-28-00${n}` },
  ...{ kind: 'paymentSucceeded', amountMinor: 4210, orderState: 'paid', atMs: before(n * hourMs) },
  ...{ webhook: 'delivered', tries: 1, told: null },
  ...more,
});

export const fixtureMessages: readonly ClientMessage[] = [
  message(1, {}),
  message(2, {
    kind: 'verificationFailed',
    orderState: 'open',
    webhook: 'waiting',
    tries: 3,
    told: 'HTTP 503',
  }),
  message(3, {
    kind: 'refunded',
    orderState: 'refunded',
    webhook: 'givenUp',
    tries: 41,
    told: 'NETWORK_DOWN',
  }),
];
