/** Goods past their date in a sale: held back, warned of, acknowledged, and judged anew as days and records change. */
import t from 'tap';
import type { GoodsIn } from '../../../../src/domain/goods-in.ts';
import { resumeSale } from '../../../../src/kiosk/sale/resume-sale.ts';
import { initialSale, type SaleContext } from '../../../../src/kiosk/sale/sale-state.ts';
import { saleAt, scan } from '../../../support/sale-at.ts';
import { codes, sampleShop } from '../../../support/sample-shop.ts';

/** Noon of the 21st in Shanghai. */
const noonMs = Date.UTC(2026, 10, 21, 4);
const nextDayMs = Date.UTC(2026, 10, 21, 16);
/** Cola with a lot and the last day of sale, as GS1 carries them. */
const cola = (lot: string, yymmdd?: string) =>
  scan(`01069012345678921${yymmdd === undefined ? '0' : `7${yymmdd}10`}${lot}`, ']d2');
const entry = (facts: Partial<GoodsIn>): GoodsIn => ({ entryId: 'gin_1', productId: 'cola', ...facts });

function standing(given: Partial<SaleContext> = {}) {
  const world: { -readonly [K in keyof SaleContext]?: SaleContext[K] } = { nowMs: noonMs, ...given };
  return { world, sale: saleAt(world) };
}
const recordsOf = (sale: ReturnType<typeof saleAt>) =>
  sale.effects.flatMap((effect) => (effect.effect === 'append' ? effect.bodies : []));

t.test('expired goods are warned of at once, and the next shopper comes after it was read', (t) => {
  const { sale } = standing();
  t.match(sale.give(cola('L1', '261120')), {
    phase: 'expiredWarning',
    orderId: undefined,
    heldBack: [
      { productId: 'cola', lot: 'L1', expiresOn: '2026-11-20', reason: 'expired', wasListed: false },
    ],
  });
  t.match(sale.give(scan(codes.water)), { phase: 'expiredWarning', notice: { code: 'ITEM_WARNING_OPEN' } });
  t.match(sale.give({ type: 'pay' }), { phase: 'expiredWarning' });
  t.match(sale.give({ type: 'goOn' }), { phase: 'welcome', basket: { lines: [] } });
  t.match(recordsOf(sale), [{ kind: 'goodsHeldBack' }, { kind: 'heldBackAcknowledged' }]);
  t.equal(sale.order(), undefined, 'no order began');
  t.end();
});

t.test('the list stays as it was while the warning stands, and goes on after it', (t) => {
  const { sale } = standing();
  sale.give(scan(codes.water));
  sale.give(cola('L1', '261120'));
  t.match(sale.state(), { phase: 'expiredWarning', basket: { totals: { pieces: 1 } } });
  t.match(sale.order(), { heldBack: [{ lot: 'L1' }] });
  const resumed = resumeSale(initialSale('zh'), sale.order() as never, noonMs);
  t.match(resumed, { phase: 'expiredWarning', heldBack: [{ lot: 'L1' }] }, 'a restart does not pass it by');
  t.match(sale.give({ type: 'goOn' }), { phase: 'listing', heldBack: undefined });
  t.equal(sale.order()?.heldBack, undefined);
  t.match(sale.give({ type: 'pay' }), { phase: 'choosingTender' });
  t.end();
});

t.test('left alone, the warning ends the sale and acknowledges nothing', (t) => {
  const { sale } = standing();
  sale.give(scan(codes.water));
  sale.give(cola('L1', '261120'));
  t.match(sale.timeOut(), { phase: 'welcome' });
  t.match(recordsOf(sale).at(-1), { kind: 'orderAbandoned', reason: 'timedOut' });
  t.end();
});

t.test('goods leave the list when their day is over, wherever the shopper is before paying', (t) => {
  for (const steps of [[], ['pay'], ['pay', 'code']] as const) {
    const { sale, world } = standing();
    sale.give(cola('L1', '261121'));
    sale.give(scan(codes.water));
    if (steps.includes('pay' as never)) sale.give({ type: 'pay' });
    if (steps.includes('code' as never)) sale.give({ type: 'chooseTender', tender: 'code' });
    world.nowMs = nextDayMs - 1;
    const before = sale.state().phase;
    t.equal(sale.give({ type: 'dayBegan' }).phase, before, 'a moment before midnight');
    world.nowMs = nextDayMs;
    t.match(sale.give({ type: 'dayBegan' }), {
      phase: 'expiredWarning',
      heldBack: [{ lot: 'L1', wasListed: true }],
      basket: { items: [{ productId: 'water' }], totals: { pieces: 1, dueMinor: 200 } },
    });
    t.match(sale.order(), { submitted: false, lines: [{ productId: 'water' }] });
    t.match(sale.give({ type: 'goOn' }), { phase: 'listing' });
  }
  t.end();
});

t.test('a list is judged before it is submitted, even if nobody told that a day began', (t) => {
  const { sale, world } = standing();
  sale.give(cola('L1', '261121'));
  world.nowMs = nextDayMs;
  t.match(sale.give({ type: 'pay' }), { phase: 'expiredWarning', basket: { lines: [] } });
  t.match(sale.give({ type: 'goOn' }), { phase: 'listing' });
  t.match(sale.give({ type: 'pay' }), { phase: 'listing' }, 'there is nothing left to pay');
  t.end();
});

t.test('goods whose payment is on its way are sold', (t) => {
  const { sale, world } = standing();
  sale.give(cola('L1', '261121'));
  sale.give({ type: 'pay' });
  sale.give({ type: 'chooseTender', tender: 'code' });
  sale.give(scan(codes.alipay));
  world.nowMs = nextDayMs;
  t.match(sale.give({ type: 'dayBegan' }), { phase: 'charging' });
  t.match(sale.give({ type: 'shopChanged' }), { phase: 'charging' });
  t.end();
});

t.test('a record of the batch stops goods on the list, and what lies in a slot goes by the article', (t) => {
  const { sale, world } = standing();
  sale.give(cola('L1'));
  sale.give(cola('L2'));
  world.shop = sampleShop({ goodsIn: [entry({ lot: 'L1', expiresOn: '2026-11-20' })] });
  t.match(sale.give({ type: 'shopChanged' }), {
    phase: 'expiredWarning',
    heldBack: [{ lot: 'L1', dateBy: 'goodsIn', wasListed: true }],
    basket: { items: [{ lot: 'L2' }] },
  });
  sale.give({ type: 'goOn' });
  world.shop = sampleShop({ goodsIn: [entry({ expiresOn: '2026-11-20' })] });
  t.match(sale.give({ type: 'shopChanged' }), { phase: 'expiredWarning', heldBack: [{ lot: 'L2' }] });
  sale.give({ type: 'goOn' });
  t.match(sale.give({ type: 'choose', selectionId: 's1', options: {} }), {
    phase: 'expiredWarning',
    heldBack: [{ productId: 'cola', wasListed: false }],
  });
  t.end();
});

t.test('a vending controller is denied goods whose article is past its date', (t) => {
  const selections = [{ selectionId: 'v1', productId: 'cola', target: { how: 'slot' as const, slot: '31' } }];
  const vend = { controller: 'c1', vendId: 'v-1', item: '31', amountMinor: 400 };
  const fresh = standing({ shop: sampleShop({ selections }) }).sale;
  t.match(fresh.give({ type: 'vendRequested', vend }), { phase: 'choosingTender' });
  const shop = sampleShop({ selections, goodsIn: [entry({ expiresOn: '2026-11-20' })] });
  const { sale } = standing({ shop });
  t.match(sale.give({ type: 'vendRequested', vend }), {
    phase: 'expiredWarning',
    heldBack: [{ productId: 'cola', wasListed: false }],
  });
  t.match(sale.effects[0], { effect: 'denyVend', vendId: 'v-1' });
  t.match(sale.give({ type: 'goOn' }), { phase: 'welcome' });
  t.end();
});

t.test('while nobody knows what day it is, the site says what becomes of dated goods', (t) => {
  const doubt = { notBeforeMs: Date.UTC(2026, 10, 1) };
  const { sale, world } = standing({ nowMs: 0, clockDoubt: doubt });
  t.match(sale.give(cola('L1', '261130')), {
    phase: 'expiredWarning',
    heldBack: [{ reason: 'clockUnknown', expiresOn: '2026-11-30' }],
  });
  sale.give({ type: 'goOn' });
  t.match(sale.give(scan(codes.water)), { phase: 'listing' }, 'goods without a date are sold');
  world.shop = sampleShop({ shelfLife: { bestBeforeBlocks: false, whenClockUnknown: 'sell' } });
  t.match(sale.give(cola('L1', '261130')), {
    phase: 'listing',
    basket: { items: [{ productId: 'water' }, { lot: 'L1', dateUnchecked: true }] },
  });
  t.match(sale.give(cola('L3', '261031')), {
    phase: 'expiredWarning',
    heldBack: [{ reason: 'expired' }],
  });
  sale.give({ type: 'goOn' });
  world.clockDoubt = undefined;
  world.nowMs = noonMs;
  const checked = sale.give({ type: 'dayBegan' });
  t.match(checked, { phase: 'listing' });
  t.equal(checked.basket.items[1]?.dateUnchecked, undefined, 'checked once the clock is confirmed');
  world.nowMs = Date.UTC(2026, 11, 1);
  t.match(sale.give({ type: 'dayBegan' }), { phase: 'expiredWarning', heldBack: [{ lot: 'L1' }] });
  t.end();
});

t.test('best before ends a sale only where the site says so', (t) => {
  const past = scan('010690123456789215261120', ']d2');
  t.match(standing().sale.give(past), { phase: 'listing' });
  const shop = sampleShop({ shelfLife: { bestBeforeBlocks: true, whenClockUnknown: 'refuse' } });
  t.match(standing({ shop }).sale.give(past), { phase: 'expiredWarning' });
  t.end();
});
