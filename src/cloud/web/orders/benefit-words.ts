/** A machine's records about coupons and points in an operator's words; a part of `record-words.ts`. */
import type { OrderRecord, RecordOf } from '../../../domain/record.ts';
import type { Text } from '../../../domain/text.ts';
import { counted } from '../language/counted.ts';
import type { EntryWords } from './record-words.ts';

type BenefitKind = Extract<OrderRecord['kind'], `coupon${string}` | `points${string}`>;

const same = (text: string): Text => ({ zh: text, en: text });

export const benefitWords: { [K in BenefitKind]: (body: RecordOf<K>) => EntryWords } = {
  couponAsked: (body) => ({
    icon: 'tag',
    tone: 'quiet',
    title: { zh: '查询优惠券', en: 'Coupon asked about' },
    note: same(body.codeMasked),
  }),
  couponAccepted: (body) => ({
    icon: 'tag',
    tone: 'good',
    title:
      body.by === 'cloud'
        ? { zh: '优惠券已锁定', en: 'Coupon kept for this order' }
        : { zh: '离线接受优惠券（签名有效）', en: 'Coupon accepted offline by its signature' },
    note: same(`${body.codeMasked} · ${body.seriesId}`),
  }),
  couponDropped: (body) => ({
    icon: 'tag',
    tone: 'quiet',
    title: { zh: '未使用优惠券', en: 'Coupon not used' },
    note: same(body.couponId),
  }),
  pointsAsked: (body) => ({
    icon: 'people',
    tone: 'quiet',
    title: { zh: '申请使用积分', en: 'Points asked for' },
    note: counted(body.points, '分', 'point'),
  }),
  pointsReserved: (body) => ({
    icon: 'people',
    tone: 'good',
    title: { zh: '积分已锁定', en: 'Points kept for this order' },
    note: counted(body.points, '分', 'point'),
  }),
  pointsDropped: () => ({ icon: 'people', tone: 'quiet', title: { zh: '不用积分', en: 'Without points' } }),
};
