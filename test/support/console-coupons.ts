/** Coupons as the console's pages are shown them. */
import type { CouponRedemption, CouponSeries } from '../../src/wire/rest-benefits.ts';
import { fixtureNowMs } from './console-fixture.ts';

const hourMs = 3600_000;

export const fixtureSeries: readonly CouponSeries[] = [
  {
    ...{ id: 'welcome', name: { zh: '新客券', en: 'Welcome coupon' }, issued: 500, free: 431, reserved: 2 },
    ...{ redeemed: 67, differences: 1, createdAtMs: fixtureNowMs - 240 * hourMs },
  },
  {
    ...{ id: 'breakfast', name: { zh: '早餐券', en: 'Breakfast coupon' }, issued: 50, free: 50, reserved: 0 },
    ...{ redeemed: 0, differences: 0, createdAtMs: fixtureNowMs - 24 * hourMs },
  },
];

const redemption = (n: number, more: Partial<CouponRedemption>): CouponRedemption => ({
  ...{ coupon: `cpn_${n}`, series: 'welcome', codeMasked: `KC…4F${n}K`, order: `ord_0000000${n}` },
  ...{ kiosk: 'kiosk-1', by: 'cloud', offMinor: 1000, redeemedAtMs: fixtureNowMs - n * hourMs },
  ...{ difference: null, returnedAtMs: null },
  ...more,
});

export const fixtureRedemptions: readonly CouponRedemption[] = [
  redemption(1, {}),
  redemption(2, { by: 'signature', codeMasked: 'KS…92QD', difference: 'twice', kiosk: 'kiosk-3' }),
  redemption(3, { by: 'signature', codeMasked: 'KS…92QD' }),
  redemption(4, { returnedAtMs: fixtureNowMs - 4 * hourMs }),
];
