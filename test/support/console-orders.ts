/**
 * Orders for the console's stub, each grown from the records a machine would write, so that what the
 * console shows of an order and of its history always fits together.
 */
import { mergeByTime } from '../../src/cloud/api/order-history.ts';
import { viewOrder } from '../../src/cloud/api/order-view.ts';
import { coffeeDrinks } from '../../src/demo/catalogue/coffee.ts';
import { freshGoods } from '../../src/demo/catalogue/fresh-goods.ts';
import { packagedGoods } from '../../src/demo/catalogue/packaged-goods.ts';
import { demoPromotions } from '../../src/demo/catalogue/promotions.ts';
import type { Item } from '../../src/domain/basket.ts';
import type { FaultCode } from '../../src/domain/fault-catalogue.ts';
import { evolveOrder, type Order } from '../../src/domain/order.ts';
import { defaultPointsPolicy } from '../../src/domain/points.ts';
import { type PriceContext, priceBasket } from '../../src/domain/price.ts';
import type { Product } from '../../src/domain/product.ts';
import type { Promotion } from '../../src/domain/promotion.ts';
import type { OrderRecord, RecordOf } from '../../src/domain/record.ts';
import type { Text } from '../../src/domain/text.ts';
import type { OrderDetail } from '../../src/wire/rest.ts';

export interface OrderPlan {
  readonly number: number;
  readonly openedAtMs: number;
  readonly kiosk: string;
  readonly kioskName: Text;
  readonly story: Story;
}

export type Story = keyof typeof stories;
type Entry = OrderDetail['history'][number];

const products = new Map<string, Product>(
  [...packagedGoods, ...freshGoods, ...coffeeDrinks].map((product) => [product.productId, product]),
);

/** What one order is told with: every step takes some seconds of the machine's time. */
class Teller {
  readonly orderId: string;
  readonly machine: Entry[] = [];
  readonly gateway: Entry[] = [];
  order: Order | undefined;
  #atMs: number;
  #seq: number;

  constructor(plan: OrderPlan) {
    this.orderId = idOf('ord', plan.number);
    this.#atMs = plan.openedAtMs;
    this.#seq = 1000 + plan.number * 17;
  }

  wait(ms: number): this {
    this.#atMs += ms;
    return this;
  }

  tell(body: OrderRecord): this {
    this.order = evolveOrder(this.order, body, this.#atMs);
    const { kind, orderId: _orderId, ...facts } = body;
    this.machine.push({
      source: 'machine',
      atMs: this.#atMs,
      kind,
      seq: this.#seq,
      clock: 'synchronised',
      facts,
    });
    this.#seq += 1;
    return this.wait(350);
  }

  log(kind: string, facts: Record<string, unknown>): this {
    this.gateway.push({ source: 'gateway', atMs: this.#atMs, kind, seq: null, clock: null, facts });
    return this.wait(280);
  }

  get atMs(): number {
    return this.#atMs;
  }

  get dueMinor(): number {
    return this.order?.totals.dueMinor ?? 0;
  }
}

/** As the product's ids look: the kind, then 26 characters of which the last ten tell two apart. */
const idOf = (kind: string, number: number) => {
  const digits = (BigInt(number + 17) * 987_654_321_987n).toString(32).toUpperCase().slice(-10);
  return `${kind}_01K3M8Q2V7H4N9C6${digits.padStart(10, 'X')}`;
};

type Choice = readonly [productId: string, quantity: number, slot?: string];

function itemOf([productId, quantity, slot]: Choice, place: number): Item {
  const product = products.get(productId);
  if (!product) throw new Error(`the demo has no ${productId}`);
  const options = Object.fromEntries(product.options.map((option) => [option.optionId, option.default]));
  return {
    lineId: `lin_${place}`,
    productId,
    name: product.name,
    category: product.category,
    quantity: product.soldBy === 'weight' ? 1 : quantity,
    ...(product.soldBy === 'weight' ? { weightGrams: quantity } : {}),
    unitPriceMinor: product.priceMinor,
    picture: product.picture,
    ...(product.shelfLifeDays === 3 ? { lot: 'L2608', expiresOn: '2026-08-30' } : {}),
    delivery:
      product.recipe !== undefined
        ? { how: 'recipe', recipe: product.recipe, options }
        : slot === undefined
          ? { how: 'none' }
          : { how: 'slot', slot },
  };
}

type Benefits = Partial<Pick<PriceContext, 'coupons' | 'points'>>;

const dear: readonly Choice[] = [
  ['cola', 3],
  ['sandwich', 1],
  ['bananas', 742],
];
const couponOff: Promotion = {
  ...{ promotionId: 'welcome-coupon', name: { zh: '新客券 减 5 元', en: 'Welcome coupon: ¥5 off' } },
  ...{ priority: 90, exclusive: false, membersOnly: false, coupon: 'welcome', window: {} },
  scope: { productIds: [], categories: [] },
  effect: { kind: 'basketAmountOff', minSpendMinor: 1500, amountMinor: 500 },
};

function choose(teller: Teller, choices: readonly Choice[], benefits: Benefits = {}): Teller {
  for (let count = 1; count <= choices.length; count += 1) {
    const items = choices.slice(0, count).map(itemOf);
    const { lines, totals } = priceBasket(items, [...demoPromotions, couponOff], {
      ...{ nowMs: teller.atMs, timeZone: 'Asia/Shanghai', member: false, coupons: [], ...benefits },
    });
    teller
      .tell({ kind: 'basketChanged', orderId: teller.orderId, currency: 'CNY', lines, totals })
      .wait(4000);
  }
  return teller;
}

type Submission = Pick<RecordOf<'orderSubmitted'>, 'pointsSpent' | 'earn'>;

function submit(teller: Teller, more: Submission = {}): Teller {
  const { lines, totals } = teller.order as Order;
  return teller.tell({
    kind: 'orderSubmitted',
    orderId: teller.orderId,
    currency: 'CNY',
    lines: [...lines],
    totals,
    bundleVersion: 14,
    language: 'zh',
    ...more,
  });
}

/** One of several payments of an order. */
function part(teller: Teller, platform: string, amountMinor: number) {
  const { orderId } = teller;
  const chargeId = `${orderId.replace('ord', 'chg').slice(0, -2)}${platform.slice(0, 2).toUpperCase()}`;
  const ids = { orderId, chargeId };
  teller.wait(6000).tell({
    ...{ kind: 'chargeIntended', ...ids, platform, codeMasked: '90**************4421', amountMinor },
    ...{ currency: 'CNY', expiresAtMs: teller.atMs + 45_000 },
  });
  teller.wait(2000).tell({ kind: 'chargeSettled', ...ids, outcome: 'paid' });
  return { tender: 'code' as const, amountMinor, chargeId, platform };
}

function charge(
  teller: Teller,
  platform: string,
  outcome: 'paid' | 'failed' | 'open',
  reason?: FaultCode,
): Teller {
  const chargeId = teller.orderId.replace('ord', 'chg');
  const trade = `20260828220014${chargeId.slice(-8)}`;
  teller.wait(6000).tell({
    kind: 'chargeIntended',
    orderId: teller.orderId,
    chargeId,
    platform,
    codeMasked: '28************4417',
    amountMinor: teller.dueMinor,
    currency: 'CNY',
    expiresAtMs: teller.atMs + 45_000,
  });
  teller.log('charge.submitted', { chargeId });
  if (outcome === 'open') return teller.log('charge.unknown', { chargeId, reason: 'PAY_UNKNOWN' });
  if (outcome === 'failed') {
    teller.log('charge.failed', { chargeId, reason });
    return teller.tell({
      kind: 'chargeSettled',
      orderId: teller.orderId,
      chargeId,
      outcome: 'failed',
      ...(reason ? { reason } : {}),
    });
  }
  teller.log('charge.userPaying', { chargeId }).wait(2600);
  teller.log('charge.paid', { chargeId, platformTradeNo: trade });
  return teller
    .tell({
      kind: 'chargeSettled',
      orderId: teller.orderId,
      chargeId,
      outcome: 'paid',
      platformTradeNo: trade,
    })
    .tell({
      kind: 'orderPaid',
      orderId: teller.orderId,
      payments: [{ tender: 'code', amountMinor: teller.dueMinor, chargeId, platform }],
      changeMinor: 0,
    });
}

function deliver(teller: Teller, outcome: 'delivered' | 'notDelivered', reason?: FaultCode): Teller {
  for (const line of teller.order?.lines ?? []) {
    if (line.delivery.how === 'none') continue;
    const deliveryId = `dlv_${teller.orderId.slice(4, 20)}_${line.lineId}`;
    teller.tell({
      kind: 'deliveryStarted',
      orderId: teller.orderId,
      deliveryId,
      lineId: line.lineId,
      piece: 0,
      target: line.delivery,
      dispenserId: 'shelf',
      mark: {},
    });
    teller.wait(3100).tell({
      kind: 'deliveryEnded',
      orderId: teller.orderId,
      deliveryId,
      outcome,
      ...(outcome === 'delivered' ? { proof: 'dropSensor' as const } : {}),
      ...(reason ? { reason } : {}),
    });
  }
  return teller;
}

function refund(teller: Teller, outcome: 'refunded' | 'failed' | 'open'): Teller {
  const { orderId } = teller;
  const ids = { refundId: orderId.replace('ord', 'rfd'), chargeId: orderId.replace('ord', 'chg') };
  teller.tell({
    kind: 'refundIntended',
    orderId,
    ...ids,
    amountMinor: teller.dueMinor,
    currency: 'CNY',
    reason: 'DISPENSER_JAM',
  });
  teller.log('refund.pending', { refundId: ids.refundId });
  if (outcome === 'open') return teller;
  teller.wait(900).log(`refund.${outcome}`, { refundId: ids.refundId });
  return teller.tell({ kind: 'refundSettled', orderId, refundId: ids.refundId, outcome });
}

function receipt(teller: Teller, printed: boolean): Teller {
  const { orderId } = teller;
  const receiptId = orderId.replace('ord', 'rct');
  teller.tell({ kind: 'receiptIssued', orderId, receiptId, language: 'zh', receiptLine: '^kioskd' });
  if (printed) teller.tell({ kind: 'receiptPrinted', orderId, receiptId, provedAtMs: teller.atMs });
  return teller;
}

const close = (teller: Teller, state: Order['state']) =>
  teller.tell({ kind: 'orderClosed', orderId: teller.orderId, state });

const stories = {
  counter: (teller: Teller) => {
    submit(
      choose(teller, [
        ['cola', 3],
        ['sandwich', 1],
        ['milk', 1],
        ['bananas', 742],
      ]),
    );
    close(receipt(charge(teller, 'alipay', 'paid'), true), 'deliveryAndPaymentSuccess');
  },
  shelf: (teller: Teller) => {
    submit(
      choose(teller, [
        ['potato-chips', 1, 'A1'],
        ['mineral-water', 1, 'C4'],
      ]),
    );
    deliver(charge(teller, 'wechat', 'paid'), 'delivered');
    close(receipt(teller, true), 'deliveryAndPaymentSuccess');
  },
  coffee: (teller: Teller) => {
    submit(choose(teller, [['latte', 1]]));
    deliver(charge(teller, 'alipay', 'paid'), 'delivered');
    close(receipt(teller, false), 'deliveryAndPaymentSuccess');
  },
  cash: (teller: Teller) => {
    submit(choose(teller, [['green-tea', 1, 'C3']]));
    const { orderId } = teller;
    teller.wait(8000).tell({ kind: 'cashInserted', orderId, amountMinor: 1000, mark: {} });
    const changeMinor = 1000 - teller.dueMinor;
    const payments = [{ tender: 'cash' as const, amountMinor: teller.dueMinor }];
    teller.tell({ kind: 'orderPaid', orderId, payments, changeMinor });
    deliver(teller, 'delivered');
    const payoutId = orderId.replace('ord', 'pay');
    teller.tell({
      kind: 'payoutIntended',
      orderId,
      payoutId,
      purpose: 'change',
      amountMinor: changeMinor,
      mark: {},
    });
    teller.tell({ kind: 'payoutSettled', orderId, payoutId, paidMinor: changeMinor, owedMinor: 0 });
    close(receipt(teller, true), 'deliveryAndPaymentSuccess');
  },
  benefits: (teller: Teller) => {
    const { orderId } = teller;
    const [memberId, couponId] = ['mem_1', 'cpn_1'];
    const { spend: rate, earn } = defaultPointsPolicy;
    const coupon = { couponId, seriesId: 'welcome', codeMasked: 'KC…4F1K' };
    choose(teller, [['cola', 3]]);
    teller.tell({ kind: 'memberNamed', orderId, memberId, by: 'code', memberPrice: true });
    teller.tell({ kind: 'couponAsked', orderId, codeMasked: coupon.codeMasked });
    teller.tell({ kind: 'couponAccepted', orderId, ...coupon, by: 'signature', expiresAtMs: teller.atMs });
    teller.tell({ kind: 'pointsAsked', orderId, memberId, points: 40 });
    teller.tell({ kind: 'pointsReserved', orderId, memberId, points: 40, rate });
    choose(teller, dear, { coupons: ['welcome'], points: { available: 40, rate } });
    submit(teller, { pointsSpent: 40, earn });
    const whole = teller.dueMinor;
    const card = part(teller, 'stored-value', 1000);
    const code = part(teller, 'alipay', whole - 1000);
    teller.tell({ kind: 'orderPaid', orderId, payments: [card, code], changeMinor: 0 });
    close(receipt(teller, true), 'deliveryAndPaymentSuccess');
  },
  declined: (teller: Teller) => {
    submit(choose(teller, [['chocolate-bar', 2]]));
    charge(teller, 'alipay', 'failed', 'PAY_BALANCE_LOW');
  },
  stuck: (teller: Teller) => {
    submit(
      choose(teller, [
        ['orange-juice', 1, 'D1'],
        ['wafers', 1, 'B3'],
      ]),
    );
    charge(teller, 'alipay', 'open');
  },
  jammed: (teller: Teller) => {
    submit(choose(teller, [['gummy-bears', 1, 'B2']]));
    deliver(charge(teller, 'alipay', 'paid'), 'notDelivered', 'DISPENSER_JAM');
    refund(teller, 'open');
  },
  refunded: (teller: Teller) => {
    submit(choose(teller, [['coconut-water', 1, 'D3']]));
    deliver(charge(teller, 'wechat', 'paid'), 'notDelivered', 'DISPENSER_JAM');
    close(receipt(refund(teller, 'refunded'), true), 'deliveryFailRefundSuccess');
  },
  refundFailed: (teller: Teller) => {
    submit(choose(teller, [['beef-jerky', 1, 'B4']]));
    deliver(charge(teller, 'alipay', 'paid'), 'notDelivered', 'DISPENSER_OFFLINE');
    close(receipt(refund(teller, 'failed'), true), 'deliveryFailRefundFailed');
  },
  cancelled: (teller: Teller) => {
    submit(choose(teller, [['popcorn', 1, 'A3']]));
    teller.wait(30_000).tell({ kind: 'orderAbandoned', orderId: teller.orderId, reason: 'shopperCancelled' });
    close(teller, 'paymentCancelledByUser');
  },
  choosing: (teller: Teller) => {
    choose(teller, [
      ['cola', 1],
      ['bread', 1],
    ]);
  },
} as const;

/** The order as the API answers it, with its history. */
export function tellOrder(plan: OrderPlan): OrderDetail {
  const teller = new Teller(plan);
  stories[plan.story](teller);
  const place = { machineId: plan.kiosk, machineName: plan.kioskName, receiptUrlBase: '/r' };
  const order = viewOrder(teller.order as Order, place);
  return { ...order, history: mergeByTime(teller.machine, teller.gateway) };
}
