/** The sale as the shopper goes through it: scan routing, payment, time-outs, and what is ignored. */
import t from 'tap';
import type { Order } from '../../../../src/domain/order.ts';
import { resumeSale } from '../../../../src/kiosk/sale/resume-sale.ts';
import { initialSale, type SaleInput } from '../../../../src/kiosk/sale/sale-state.ts';
import { seededRandom } from '../../../../src/platform/random.ts';
import { saleAt, scan } from '../../../support/sale-at.ts';
import { codes } from '../../../support/sample-shop.ts';

t.test('a scan opens the list, and the same article raises the quantity', (t) => {
  const sale = saleAt();
  t.match(sale.give(scan(codes.cola)), {
    phase: 'listing',
    basket: { totals: { pieces: 1, dueMinor: 450 } },
  });
  sale.give(scan(codes.cola));
  t.match(sale.give(scan(codes.cola)), {
    basket: { totals: { pieces: 3, regularMinor: 1350, dueMinor: 900 } },
  });
  t.equal(sale.state().basket.lines.length, 1);
  t.match(
    sale.give(scan(codes.apples)),
    { basket: { totals: { dueMinor: 900 + 587 } } },
    '0.455 kg at 12.90',
  );
  t.equal(sale.order()?.state, 'selecting', 'the list is on record');
  t.end();
});

t.test('a payment code is no goods while goods are expected', (t) => {
  const sale = saleAt();
  sale.give(scan(codes.cola));
  t.match(sale.give(scan(codes.alipay)), { phase: 'listing', notice: { code: 'CODE_IS_PAYMENT' } });
  t.equal(sale.state().basket.lines.length, 1);
  t.end();
});

t.test('a goods code is no payment code while a payment code is expected', (t) => {
  const sale = saleAt();
  sale.give(scan(codes.cola));
  sale.give({ type: 'pay' });
  sale.give({ type: 'chooseTender', tender: 'code' });
  t.match(sale.give(scan(codes.cola)), { phase: 'presentingCode', notice: { code: 'CODE_IS_GOODS' } });
  t.match(
    sale.give(scan('281234567890123456', ']C1')),
    { phase: 'presentingCode', notice: { code: 'CODE_IS_GOODS' } },
    'the symbology says GS1 although the digits look like Alipay',
  );
  t.match(sale.give(scan('9912345678')), { notice: { code: 'CODE_PLATFORM_UNKNOWN' } });
  t.equal(sale.order()?.charges.length, 0);
  t.end();
});

t.test('the intent to charge is on record before the charge is sent, and the code is not in it', (t) => {
  const sale = saleAt();
  sale.give(scan(codes.cola));
  sale.give({ type: 'pay' });
  sale.give({ type: 'chooseTender', tender: 'code' });
  sale.effects.length = 0;
  t.equal(sale.give(scan(codes.alipay)).phase, 'charging');
  t.same(
    sale.effects.map((e) => e.effect),
    ['append', 'sendCharge', 'sound'],
  );
  t.notMatch(JSON.stringify(sale.effects[0]), codes.alipay);
  t.match(sale.effects[1], { charge: { authCode: codes.alipay, amountMinor: 450, platform: 'alipay' } });
  t.end();
});

function charging() {
  const sale = saleAt();
  sale.give(scan(codes.cola));
  sale.give({ type: 'pay' });
  sale.give({ type: 'chooseTender', tender: 'code' });
  sale.give(scan(codes.alipay));
  const orderId = sale.state().orderId ?? '';
  const chargeId = sale.order()?.charges[0]?.chargeId ?? '';
  return { sale, orderId, chargeId };
}

t.test('a declined charge offers another try of the same order under a new charge id', (t) => {
  const { sale, orderId, chargeId } = charging();
  sale.record({ kind: 'chargeSettled', orderId, chargeId, outcome: 'failed', reason: 'PAY_BALANCE_LOW' });
  t.match(sale.give({ type: 'orderChanged' }), { phase: 'paymentFailed', failedReason: 'PAY_BALANCE_LOW' });
  sale.give({ type: 'retry' });
  sale.give({ type: 'chooseTender', tender: 'code' });
  t.equal(sale.give(scan(codes.alipay)).phase, 'charging');
  t.equal(sale.state().orderId, orderId);
  t.not(sale.order()?.charges[1]?.chargeId, chargeId);
  t.end();
});

t.test('a code that comes when coins have covered the order already is not charged', (t) => {
  const sale = saleAt();
  sale.give(scan(codes.cola));
  sale.give({ type: 'pay' });
  sale.give({ type: 'chooseTender', tender: 'cash' });
  const orderId = sale.state().orderId ?? '';
  sale.record({ kind: 'cashInserted', orderId, amountMinor: 100, mark: {} });
  sale.give({ type: 'orderChanged' });
  sale.give({ type: 'back' });
  sale.give({ type: 'chooseTender', tender: 'code' });
  sale.record({ kind: 'cashInserted', orderId, amountMinor: 400, mark: {} });
  t.equal(sale.give(scan(codes.alipay)).phase, 'presentingCode');
  t.equal(sale.give({ type: 'askForCode', platform: 'alipay' }).phase, 'presentingCode');
  t.equal(sale.order()?.charges.length, 0);
  t.end();
});

t.test('an unknown charge is given up for the background when the shopper leaves', (t) => {
  const { sale, orderId } = charging();
  t.equal(sale.timeOut().phase, 'paymentUnknown');
  t.equal(sale.give({ type: 'finish' }).phase, 'welcome');
  t.match(sale.effects.at(-1), { bodies: [{ kind: 'orderAbandoned', orderId, reason: 'paymentUnknown' }] });
  t.match(sale.give(scan(codes.water)), { phase: 'listing' }, 'the next shopper may begin');
  t.not(sale.state().orderId, orderId);
  t.end();
});

t.test('goods scanned while a charge is on its way change nothing', (t) => {
  const { sale } = charging();
  t.match(sale.give(scan(codes.water)), { phase: 'charging', notice: { code: 'SALE_BUSY' } });
  t.equal(sale.state().basket.lines.length, 1);
  t.end();
});

t.test('offline, a code payment is refused with the reason and cash still works', (t) => {
  const sale = saleAt({ online: false });
  sale.give(scan(codes.cola));
  sale.give({ type: 'pay' });
  t.match(sale.give({ type: 'chooseTender', tender: 'code' }), {
    phase: 'choosingTender',
    notice: { code: 'PAY_OFFLINE' },
  });
  t.equal(sale.give({ type: 'chooseTender', tender: 'cash' }).phase, 'insertingCash');
  t.match(sale.effects.at(-1), { effect: 'cashSlot', open: true });
  t.end();
});

t.test('cancelling with coins inside closes the slot and hands the order to be paid back', (t) => {
  const sale = saleAt();
  sale.give(scan(codes.cola));
  sale.give({ type: 'pay' });
  sale.give({ type: 'chooseTender', tender: 'cash' });
  const orderId = sale.state().orderId ?? '';
  sale.record({ kind: 'cashInserted', orderId, amountMinor: 100, mark: {} });
  sale.give({ type: 'orderChanged' });
  t.equal(sale.give({ type: 'cancel' }).phase, 'completing');
  t.same(
    sale.effects.slice(-2).map((e) => e.effect),
    ['cashSlot', 'append'],
  );
  t.end();
});

t.test('going back to the list before paying loses nothing', (t) => {
  const sale = saleAt();
  sale.give(scan(codes.cola));
  sale.give({ type: 'pay' });
  t.match(sale.give({ type: 'back' }), { phase: 'listing', basket: { totals: { pieces: 1 } } });
  t.match(sale.give(scan(codes.water)), { basket: { totals: { pieces: 2 } } });
  t.end();
});

t.test('a time-out that was overtaken is ignored, and more time starts the bar anew', (t) => {
  const sale = saleAt();
  sale.give(scan(codes.cola));
  const first = sale.state().timeout?.endsAtMs ?? 0;
  sale.wait(10_000);
  sale.give({ type: 'moreTime' });
  t.equal(sale.state().timeout?.endsAtMs, first + 10_000);
  t.equal(sale.give({ type: 'timedOut', endsAtMs: first }).phase, 'listing');
  t.equal(sale.timeOut().phase, 'welcome');
  t.end();
});

t.test('a recipe is priced with its options, and a wrong option is refused', (t) => {
  const sale = saleAt();
  t.match(sale.give({ type: 'choose', selectionId: 's2', options: { size: 2, sugar: 0 } }), {
    basket: { totals: { dueMinor: 2100 } },
  });
  t.match(sale.give({ type: 'choose', selectionId: 's2', options: { size: 9 } }), {
    notice: { code: 'OPTION_INVALID' },
  });
  t.end();
});

t.test('after a power cut the sale goes on where its order stood', (t) => {
  const { sale, orderId, chargeId } = charging();
  const order = () => sale.order() as Order;
  t.equal(resumeSale(initialSale('zh'), order(), 0).phase, 'charging');
  sale.record({ kind: 'chargeSettled', orderId, chargeId, outcome: 'paid' });
  t.equal(resumeSale(initialSale('zh'), order(), 0).phase, 'charging');
  sale.record({ kind: 'orderPaid', orderId, payments: [], changeMinor: 0 });
  t.equal(resumeSale(initialSale('zh'), order(), 0).phase, 'completing');
  t.end();
});

t.test('every phase takes every input without throwing', (t) => {
  const inputs: SaleInput[] = [
    scan(codes.cola),
    scan(codes.alipay),
    { type: 'choose', selectionId: 's1', options: {} },
    { type: 'setQuantity', lineId: 'none', quantity: 2 },
    { type: 'pay' },
    { type: 'chooseTender', tender: 'code' },
    { type: 'chooseTender', tender: 'cash' },
    { type: 'back' },
    { type: 'cancel' },
    { type: 'retry' },
    { type: 'finish' },
    { type: 'moreTime' },
    { type: 'language', language: 'en' },
    { type: 'orderChanged' },
    { type: 'chargeProgressed', stage: 'checking' },
    { type: 'shopChanged' },
  ];
  const random = seededRandom(1);
  const visited = new Set<string>();
  for (let story = 0; story < 300; story += 1) {
    const sale = saleAt();
    for (let turn = 0; turn < 25; turn += 1) {
      const input = inputs[Math.floor(random.fraction() * inputs.length)];
      if (random.fraction() < 0.05) sale.timeOut();
      else if (input) sale.give(input);
      visited.add(sale.state().phase);
    }
  }
  t.ok(visited.size >= 7, `visited ${[...visited].join(', ')}`);
  t.end();
});

t.test('coins found after a restart pay what was submitted, wherever the shopper has gone meanwhile', (t) => {
  const paidAt = (...goes: SaleInput[]) => {
    const sale = saleAt();
    sale.give(scan(codes.cola));
    sale.give({ type: 'pay' });
    const orderId = sale.state().orderId ?? '';
    for (const input of goes) sale.give(input);
    const mark = { epoch: 'e', coins: 9 };
    sale.record({ kind: 'cashInserted', orderId, amountMinor: 450, mark });
    sale.record({
      kind: 'orderPaid',
      orderId,
      payments: [{ tender: 'cash', amountMinor: 450 }],
      changeMinor: 0,
    });
    return sale;
  };
  for (const goes of [[], [{ type: 'chooseTender', tender: 'code' }]] satisfies SaleInput[][]) {
    const sale = paidAt(...goes);
    t.match(sale.give({ type: 'orderChanged' }), { phase: 'completing' }, 'on to the goods');
    t.type(sale.order()?.paidAtMs, 'number');
  }

  const gone = paidAt({ type: 'back' });
  t.match(gone.give({ type: 'orderChanged' }), { phase: 'listing' });
  t.equal(gone.order()?.paidAtMs, undefined, 'a list that was taken back is not paid for');
  gone.give(scan(codes.cola));
  t.match(gone.order(), { cashMinor: 450, totals: { pieces: 2 } }, 'the coins stay, the list goes on');
  t.end();
});

t.test('what is paid stays as it was submitted, whatever is on record behind it', (t) => {
  const sale = saleAt();
  sale.give(scan(codes.cola));
  const [{ lines, totals, currency }] = [sale.order() as Order];
  sale.give({ type: 'pay' });
  const orderId = sale.state().orderId ?? '';
  sale.record({ kind: 'orderPaid', orderId, payments: [], changeMinor: 0 });
  const paid = sale.order();
  const more = { orderId, currency, lines: [...lines, ...lines], totals: { ...totals, pieces: 2 } };
  sale.record({ kind: 'orderReopened', orderId });
  sale.record({ kind: 'basketChanged', ...more });
  sale.record({ kind: 'orderSubmitted', ...more, bundleVersion: 1, language: 'zh' });
  t.same(sale.order(), paid);
  t.end();
});
