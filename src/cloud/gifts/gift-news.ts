/** What the giver reads of what happened, and the one stage that a gift is shown in. */
import type { GiftFact, GiftState } from '../../domain/gift-state.ts';
import { type Currency, formatMoney } from '../../domain/money.ts';
import type { Text } from '../../domain/text.ts';
import type { GiftStage } from '../../wire/rest-gifts.ts';

/** The stage as people see it; the money is told apart from it. */
export function stageOf(state: GiftState, nowMs: number): GiftStage {
  switch (state.name) {
    case 'created':
      return 'awaitingPayment';
    case 'open':
    case 'leased':
      return state.offer && state.offer.untilMs > nowMs ? 'offered' : 'waiting';
    case 'accepted':
    case 'settled':
      return 'accepted';
    case 'declined':
      return 'declined';
    case 'cancelled':
      return 'cancelled';
    default:
      return state.end ?? 'returned';
  }
}

const ends: Readonly<Record<Extract<GiftFact, { kind: 'giftEnded' }>['end'], Text>> = {
  expired: {
    zh: '礼物过期未领，款项将退回您的账户。',
    en: 'Nobody took the gift in time. Your money is on its way back.',
  },
  withdrawn: {
    zh: '礼物已收回，款项将退回。',
    en: 'The gift was taken back. Your money is on its way back.',
  },
  blocked: {
    zh: '这份礼物无法送达，款项将退回。',
    en: 'The gift could not be delivered. Your money is on its way back.',
  },
  reported: {
    zh: '这份礼物被举报，已停止，款项将退回。',
    en: 'The gift was reported and stopped. Your money is on its way back.',
  },
};

/** One line for the giver; undefined for what is not their business, such as where it was shown. */
export function newsOf(fact: GiftFact, currency: Currency): Text | undefined {
  const money = (minor: number) => formatMoney(minor, currency);
  switch (fact.kind) {
    case 'giftPaid':
      return { zh: '礼物已付款，等待领取。', en: 'The gift is paid and waits for its recipient.' };
    case 'giftAccepted':
      return {
        zh: `礼物已被接受，用去 ${money(fact.amountMinor)}。`,
        en: `The gift was accepted; ${money(fact.amountMinor)} of it was used.`,
      };
    case 'giftReturned':
      return {
        zh: `商品没有交付或已退回，${money(fact.amountMinor)} 回到礼物中。`,
        en: `Goods were not handed over or came back; ${money(fact.amountMinor)} is back in the gift.`,
      };
    case 'giftDeclined':
      return {
        zh: '对方谢绝了礼物，已照常付款。',
        en: 'The recipient thanked and declined, and paid as usual.',
      };
    case 'giftEnded':
      return ends[fact.end];
    case 'giftRefunded':
      return {
        zh: `${money(fact.amountMinor)} 已退回您的账户。`,
        en: `${money(fact.amountMinor)} went back to your account.`,
      };
    case 'giftRefundFailed':
      return {
        zh: `${money(fact.amountMinor)} 暂未退回，店家正在处理。`,
        en: `${money(fact.amountMinor)} could not go back yet. The shop is looking into it.`,
      };
    default:
      return undefined;
  }
}
