/** Somebody who gives: signs in by a phone, names a recipient, pays with a wallet, and looks what became of it. */
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import {
  type GiftOperationAnswer,
  type GiftOperationName,
  type GiftView,
  giftApi,
  giftApiRoot,
  type giftDraftSchema,
} from '../../src/wire/rest-gifts.ts';
import type { Product } from './product.ts';
import { until } from './product-until.ts';

type Draft = Partial<z.input<typeof giftDraftSchema>> & Pick<z.input<typeof giftDraftSchema>, 'features'>;

export class Giver {
  readonly #product: Product;
  #cookie = '';

  private constructor(product: Product) {
    this.#product = product;
  }

  /** Resolves when signed in; the code is the one that the demo would have sent. */
  static async signIn(product: Product, phone: string, name: string, contact = ''): Promise<Giver> {
    const giver = new Giver(product);
    const { shown } = await giver.call('sendPhoneCode', { body: { phone } });
    await giver.call('signIn', { body: { phone, code: shown } });
    await giver.call('changeMe', { body: { name, contact } });
    return giver;
  }

  /** A gift that is paid and waits for its recipient. */
  async gives(draft: Draft): Promise<GiftView> {
    const wishes = { showGiver: true, showContact: true, refundWhenDeclined: 'atOnce', conversation: false };
    const about = { target: { kind: 'value' }, amountMinor: 750, words: '加班辛苦了', wishes };
    const { giftId: id } = await this.call('addGift', { body: { ...about, ...draft } });
    const { payment } = await this.call('payGift', { path: { id }, body: { show: 'alipay' } });
    const shown =
      payment?.shownCode ??
      (await until('the code to pay by', async () => (await this.reads(id)).payment?.shownCode ?? false));
    await this.#product.outside.scanShown('alipay', shown.code);
    return this.sees(id, 'waiting');
  }

  reads(id: string): Promise<GiftView> {
    return this.call('readGift', { path: { id } });
  }

  /** Waits until the gift is so far. */
  sees(id: string, ...stages: GiftView['stage'][]): Promise<GiftView> {
    return until(`the gift ${stages.join(' or ')}`, async () => {
      const gift = await this.reads(id);
      return stages.includes(gift.stage) && gift;
    });
  }

  async call<K extends GiftOperationName>(
    name: K,
    { path = {}, body }: { readonly path?: Readonly<Record<string, string>>; readonly body?: object } = {},
  ): Promise<GiftOperationAnswer<K>> {
    const { method, path: template, answer } = giftApi[name];
    const filled = template.replace(/\{(\w+)\}/g, (_, key: string) => path[key] ?? '');
    const { merchantId } = this.#product.demo().kept;
    const response = await fetch(
      new URL(`${giftApiRoot}/${merchantId}${filled}`, this.#product.ready.cloud),
      {
        method,
        headers: {
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...(this.#cookie ? { cookie: this.#cookie } : {}),
          'idempotency-key': randomUUID(),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      },
    );
    const cookie = response.headers.get('set-cookie');
    if (cookie) this.#cookie = cookie.split(';')[0] ?? '';
    const text = await response.text();
    if (!response.ok) throw new Error(`${name} answers ${response.status}: ${text}`);
    return answer.parse(JSON.parse(text)) as GiftOperationAnswer<K>;
  }
}
