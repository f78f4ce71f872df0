/** A gift's stage, target and recipient in words. */
import type { GiftTarget } from '../../../domain/gift.ts';
import type { Text } from '../../../domain/text.ts';
import { categoryName } from '../../../look/shared-texts.ts';
import type { GiftShop, GiftStage, GiftView } from '../../../wire/rest-gifts.ts';
import { stageTexts, targetTexts } from './texts/stage-texts.ts';

export type Tone = 'quiet' | 'good' | 'warning' | 'danger';

const tones: Readonly<Record<GiftStage, Tone>> = {
  awaitingPayment: 'warning',
  waiting: 'quiet',
  offered: 'good',
  accepted: 'good',
  declined: 'warning',
  expired: 'quiet',
  withdrawn: 'quiet',
  blocked: 'danger',
  reported: 'danger',
  returned: 'quiet',
  cancelled: 'quiet',
};

export function stageWords(stage: GiftStage): { readonly text: Text; readonly tone: Tone } {
  return { text: stageTexts[stage], tone: tones[stage] };
}

/** The same as its recipient is told it. */
export function ownStageWords(stage: GiftStage): { readonly text: Text; readonly tone: Tone } {
  if (stage === 'waiting' || stage === 'offered') return { text: stageTexts.forYou, tone: 'good' };
  if (stage === 'declined') return { text: stageTexts.youDeclined, tone: 'quiet' };
  if (stage === 'blocked' || stage === 'reported') return { text: stageTexts.stopped, tone: 'quiet' };
  return stageWords(stage);
}

/** `拿铁`, `任选一样咖啡`, `一笔钱`. */
export function targetWords(target: GiftTarget): Text {
  if (target.kind === 'product') return target.name;
  if (target.kind === 'value') return targetTexts.value;
  const { zh, en } = categoryName(target.category);
  const { anyOf } = targetTexts;
  return { zh: anyOf.zh.replace('{kind}', zh), en: anyOf.en.replace('{kind}', en) };
}

/** The picture of what is given: the product's own, one of its class, or the wrapped parcel. */
export function targetPicture({ products }: GiftShop, target: GiftTarget): string {
  if (target.kind === 'product') {
    return products.find(({ productId }) => productId === target.productId)?.picture ?? 'parcel';
  }
  if (target.kind === 'value') return 'parcel';
  return products.find(({ category }) => category === target.category)?.picture ?? 'parcel';
}

/** For whom it is, as far as its giver is told: the features that say who, else that it is somebody. */
export function whomWords({ features }: Pick<GiftView, 'features'>): Text {
  const named = features.find(({ kind }) => kind !== 'described' && kind !== 'pickupCode');
  const pickup = features.some(({ kind }) => kind === 'pickupCode');
  if (named) return { zh: named.shown, en: named.shown };
  return pickup ? stageTexts.holderOfCode : stageTexts.somebody;
}

/** As people read and type it: `7F3K-9QWD-MX2`. */
export function groupedCode(code: string): string {
  const bare = code.replace(/^GP:/, '');
  return (bare.match(/.{1,4}/g) ?? [bare]).join('-');
}
