/** A cloud that takes gifts, with people who give and receive over HTTP, and a till. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Test } from 'tap';
import { type GiftView, giftApiRoot, giftLivePath } from '../../src/wire/rest-gifts.ts';
import {
  type ClientWorld,
  cardCode,
  merchantId,
  openClientWorld,
  type WorldAnswer,
  type WorldOptions,
} from './client-world.ts';

let keys = 0;

/** Somebody with a phone, signed in. */
export class Person {
  readonly phone: string;
  #url: string;
  #cookie = '';

  constructor(url: string, phone: string) {
    this.#url = url;
    this.phone = phone;
  }

  async ask(method: string, path: string, body?: unknown): Promise<WorldAnswer> {
    keys += 1;
    const response = await fetch(new URL(`/gifts/v1/${merchantId}${path}`, this.#url), {
      method,
      headers: {
        ...(this.#cookie === '' ? {} : { cookie: this.#cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        'idempotency-key': `gift-key-${keys}`,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const cookie = response.headers.get('set-cookie');
    if (cookie) this.#cookie = cookie.split(';')[0] ?? '';
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  /** Follows their gifts as their page does; `ended` once the cloud tells them nothing more. */
  async listen(): Promise<{ readonly ended: Promise<void> }> {
    const url = new URL(`${giftApiRoot}/${merchantId}${giftLivePath}`, this.#url);
    const response = await fetch(url, { headers: { cookie: this.#cookie } });
    if (!response.ok) throw new Error(`following answers ${response.status}`);
    const over = () => {};
    return { ended: response.text().then(over, over) };
  }

  async code(): Promise<string> {
    const { body } = await this.ask('POST', '/phone-codes', { phone: this.phone });
    return body.shown;
  }

  async signIn(name = ''): Promise<this> {
    await this.ask('POST', '/sign-in', { phone: this.phone, code: await this.code() });
    if (name !== '') await this.ask('PUT', '/me', { name, contact: 'wx: giver' });
    return this;
  }

  /** Makes a gift and pays for it in advance from the merchant's own card. */
  async give(draft: Record<string, unknown> = {}): Promise<GiftView> {
    const made = await this.ask('POST', '/gifts', { ...aGift, ...draft });
    if (made.status !== 200) throw new Error(JSON.stringify(made.body));
    const { giftId, payment } = made.body as GiftView;
    keys += 1;
    await fetch(`${payment?.cashierUrl}/payments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': `pay-key-${keys}` },
      body: JSON.stringify({ code: cardCode }),
    });
    return this.follow(giftId, ({ stage }) => stage === 'waiting');
  }

  /** The gift as soon as it is as expected. */
  async follow(giftId: string, expected: (gift: GiftView) => boolean): Promise<GiftView> {
    let seen: GiftView | undefined;
    for (let tries = 0; tries < 1200; tries += 1) {
      seen = (await this.ask('GET', `/gifts/${giftId}`)).body as GiftView;
      if (expected(seen)) return seen;
      await sleep(25);
    }
    throw new Error(`the gift stayed ${JSON.stringify(seen)}`);
  }
}

export const aGift = {
  features: [{ kind: 'pickupCode' }],
  target: { kind: 'value' },
  amountMinor: 1500,
  words: '生日快乐',
  wishes: { showGiver: true, showContact: true, refundWhenDeclined: 'atOnce', conversation: true },
};

export interface GiftWorld extends ClientWorld {
  person(phone: string): Person;
  /** Asks as the till. */
  till(method: string, path: string, body?: unknown): Promise<WorldAnswer>;
  balanceMinor(): Promise<number>;
}

export async function openGiftWorld(t: Test, options: WorldOptions = {}): Promise<GiftWorld> {
  const world = await openClientWorld(t, { scopes: ['gifts'], ...options });
  const till = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(new URL(`/gifts/v1/${merchantId}/entrance${path}`, world.url), {
      method,
      headers: {
        authorization: `Bearer ${world.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  return {
    ...world,
    get url() {
      return world.url;
    },
    person: (phone: string) => new Person(world.url, phone),
    till,
    balanceMinor: async () => {
      const { balance_minor } = await world.database.db
        .selectFrom('stored_value_accounts')
        .select('balance_minor')
        .where('merchant_id', '=', merchantId)
        .executeTakeFirstOrThrow();
      return Number(balance_minor);
    },
  };
}
