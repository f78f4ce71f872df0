/** The question about parking between the request to settle and the way to pay. */
import t from 'tap';
import { openShop } from '../../../../src/kiosk/checkout/shop.ts';
import { nextStep } from '../../../../src/kiosk/sale/order-steps.ts';
import { saleAt, scan } from '../../../support/sale-at.ts';
import { codes, sampleShop } from '../../../support/sample-shop.ts';

const policy = { lotId: 'lot-1', minimumMinor: 0, validMinutes: 120, tickets: true };

function shopWith(parking: typeof policy) {
  const { bundle, products } = sampleShop();
  return openShop({ ...bundle, parking }, products);
}

function asked(parking = policy, online = true) {
  const sale = saleAt({ shop: shopWith(parking), online });
  sale.give(scan(codes.cola));
  sale.give({ type: 'pay' });
  return sale;
}

type Sale = ReturnType<typeof saleAt>;

function named(sale: Sale): Sale {
  sale.give({ type: 'parking', wanted: true });
  sale.give({ type: 'namePlate', plate: '粤b·12345' });
  const effect = sale.effects.find((one) => one.effect === 'nameCar');
  if (effect?.effect === 'nameCar') sale.record(effect.asked);
  return sale;
}

function lotSays(sale: Sale, answer: { stage: 'found' | 'refused' | 'late' }): void {
  sale.give({ type: 'parkingLookedUp', orderId: sale.state().orderId ?? '', answer });
}

t.test('asks after the request to settle, where the purchase is large enough and the lot in reach', (t) => {
  t.equal(asked().state().phase, 'offeringParking');
  t.equal(asked({ ...policy, minimumMinor: 1_000_000 }).state().phase, 'choosingTender');
  t.equal(asked(policy, false).state().phase, 'choosingTender', 'no promise without a network');
  const without = saleAt();
  without.give(scan(codes.cola));
  t.equal(without.give({ type: 'pay' }).phase, 'choosingTender');
  t.end();
});

t.test('a "no", a skip and every time-out lead on to paying', (t) => {
  t.equal(asked().give({ type: 'parking', wanted: false }).phase, 'choosingTender');
  t.equal(asked().timeOut().phase, 'choosingTender');
  const naming = asked();
  naming.give({ type: 'parking', wanted: true });
  t.equal(naming.give({ type: 'parking', wanted: false }).phase, 'choosingTender');
  const waiting = named(asked());
  t.match(waiting.timeOut(), { phase: 'checkingCar', parking: { stage: 'late' } });
  t.equal(waiting.timeOut().phase, 'choosingTender');
  t.equal(waiting.order()?.parking?.state, 'asked', 'it is settled in the background');
  t.end();
});

t.test('the plate goes out in the one effect that seals it, and is masked everywhere else', (t) => {
  const sale = named(asked());
  t.match(
    sale.effects.find((one) => one.effect === 'nameCar'),
    { car: { by: 'plate', code: '粤B12345' }, asked: { carMasked: '粤B·**345', lotId: 'lot-1' } },
  );
  const { order, state } = { order: sale.order(), state: sale.state() };
  t.notMatch(JSON.stringify([order, state]), '12345');
  t.end();
});

t.test('while a car is asked for a scan is its ticket, and goods are not', (t) => {
  const sale = asked();
  sale.give({ type: 'parking', wanted: true });
  t.match(sale.give(scan(codes.cola, ']E0')), {
    phase: 'namingCar',
    notice: { code: 'PARKING_TICKET_INVALID' },
  });
  t.match(sale.give({ type: 'namePlate', plate: '粤I12345' }), { notice: { code: 'PARKING_PLATE_INVALID' } });
  t.equal(sale.give(scan('P202611220001', ']Q1')).phase, 'checkingCar');
  const noTickets = asked({ ...policy, tickets: false });
  noTickets.give({ type: 'parking', wanted: true });
  t.equal(noTickets.give(scan('P202611220001', ']Q1')).phase, 'namingCar');
  t.end();
});

t.test('an answer changes the page that waits for it, and no other', (t) => {
  const sale = named(asked());
  lotSays(sale, { stage: 'found' });
  t.match(sale.state(), { phase: 'checkingCar', parking: { stage: 'found' }, timeout: { canExtend: true } });
  t.equal(sale.give({ type: 'goOn' }).phase, 'choosingTender');
  lotSays(sale, { stage: 'refused' });
  t.match(sale.state(), { phase: 'choosingTender', parking: { stage: 'refused' } });
  const another = named(asked());
  another.give({ type: 'parkingLookedUp', orderId: 'ord_other', answer: { stage: 'found' } });
  t.match(another.state().parking, { stage: 'asking' });
  t.end();
});

t.test('a car that the lot refuses is dropped or corrected', (t) => {
  const dropped = named(asked());
  lotSays(dropped, { stage: 'refused' });
  t.equal(dropped.give({ type: 'goOn' }).phase, 'choosingTender');
  t.equal(dropped.order()?.parking, undefined);
  const corrected = named(asked());
  lotSays(corrected, { stage: 'refused' });
  t.equal(corrected.give({ type: 'back' }).phase, 'namingCar');
  t.equal(named(corrected).order()?.parking?.state, 'asked');
  t.end();
});

t.test('the grant is intended once the order is paid, and never without', (t) => {
  const sale = named(asked());
  sale.give({ type: 'goOn' });
  const orderId = sale.state().orderId ?? '';
  const order = () => sale.order() as NonNullable<ReturnType<Sale['order']>>;
  t.equal(nextStep(order()).step, 'awaitShopper');
  sale.record({ kind: 'orderPaid', orderId, payments: [], changeMinor: 0 });
  t.match(nextStep(order()), { step: 'intendParking', lotId: 'lot-1', validMinutes: 120 });
  sale.record({ kind: 'parkingIntended', orderId, lotId: 'lot-1', validMinutes: 120 });
  t.not(nextStep(order()).step, 'intendParking', 'once');
  const reopened = named(asked());
  reopened.give({ type: 'goOn' });
  reopened.give({ type: 'back' });
  t.equal(reopened.order()?.parking, undefined, 'another list is asked again');
  t.end();
});

t.test('the receipt waits for the lot only until the shopper was told that it takes longer', (t) => {
  const sale = named(asked());
  const orderId = sale.state().orderId ?? '';
  sale.record({ kind: 'orderPaid', orderId, payments: [], changeMinor: 0 });
  sale.record({ kind: 'parkingIntended', orderId, lotId: 'lot-1', validMinutes: 120 });
  for (let i = 0; nextStep(sale.order() as never).step === 'deliver' && i < 9; i += 1) {
    const lineId = sale.order()?.lines[0]?.lineId ?? '';
    const target = { how: 'slot', slot: 'A1' } as const;
    const delivery = { orderId, deliveryId: `d${i}` };
    sale.record({
      kind: 'deliveryStarted',
      ...delivery,
      lineId,
      piece: i,
      target,
      dispenserId: 's',
      mark: {},
    });
    sale.record({ kind: 'deliveryEnded', ...delivery, outcome: 'delivered' });
  }
  t.equal(nextStep(sale.order() as never).step, 'awaitParking');
  sale.record({ kind: 'parkingPending', orderId });
  t.equal(nextStep(sale.order() as never).step, 'issueReceipt');
  const stay = { enteredAtMs: 1, parkedS: 60, feeMinor: 500 };
  sale.record({ kind: 'parkingGranted', orderId, stay });
  sale.record({ kind: 'parkingRefused', orderId, reason: 'PARKING_CAR_LEFT' });
  t.match(sale.order()?.parking, { state: 'granted', pending: true, stay }, 'the first end stays');
  t.end();
});
