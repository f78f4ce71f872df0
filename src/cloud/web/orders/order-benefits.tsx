/** How coupons and points of an order correct its regular amount to the actual one. */
import type { ReactNode } from 'react';
import type { Text } from '../../../domain/text.ts';
import type { OrderDetail } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { Card, Facts } from '../parts/card.tsx';
import { Money } from '../parts/money.tsx';

const texts = {
  title: { zh: '优惠券与积分', en: 'Coupons and points' },
  regular: { zh: '原价', en: 'Regular amount' },
  promotions: { zh: '促销', en: 'Promotions' },
  points: { zh: '积分抵扣', en: 'Points spent' },
  actual: { zh: '实付', en: 'Actual amount' },
  earns: { zh: '获得积分', en: 'Points earned' },
  offline: { zh: '离线凭签名', en: 'offline, by its signature' },
};

/** Nothing where there were none. */
export function OrderBenefits({ order }: { order: OrderDetail }) {
  const { say } = useLanguage();
  const { benefits, totals, currency } = order;
  if (!benefits) return null;
  const { coupons, points, earned } = benefits;
  const amount = (minor: number) => <Money minor={minor} currency={currency} />;
  const couponsMinor = coupons.reduce((sum, { offMinor }) => sum + offMinor, 0);
  const promotionsMinor = totals.discountMinor - couponsMinor - (points?.offMinor ?? 0);
  const rows: (readonly [Text, ReactNode])[] = [
    [texts.regular, amount(totals.regularMinor)],
    ...(promotionsMinor > 0 ? [[texts.promotions, amount(-promotionsMinor)] as const] : []),
    ...coupons.map(({ codeMasked, by, offMinor }) => {
      const how = by === 'signature' ? ` · ${say(texts.offline)}` : '';
      const name = { zh: `优惠券 ${codeMasked}${how}`, en: `Coupon ${codeMasked}${how}` };
      return [name, amount(-offMinor)] as const;
    }),
    ...(points
      ? [
          [
            { zh: `${texts.points.zh} ${points.spent}`, en: `${texts.points.en}: ${points.spent}` },
            amount(-points.offMinor),
          ] as const,
        ]
      : []),
    [texts.actual, amount(totals.dueMinor)],
    ...(earned > 0 ? [[texts.earns, String(earned)] as const] : []),
  ];
  return (
    <Card title={texts.title}>
      <Facts facts={rows} />
    </Card>
  );
}
