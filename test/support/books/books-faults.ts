/** One fault of each category between our books and a statement, and what is to be found of it. */
import type { statementCategories } from '../../../src/domain/difference.ts';
import type { BookChannel, DayMaker, OursPayment } from './day-maker.ts';

type Fault = (maker: DayMaker, channel: BookChannel) => void;

/** A payment that was given back in part, in our books. */
function withRefund(
  maker: DayMaker,
  channel: BookChannel,
): { payment: OursPayment; refund: OursPayment['refunds'][number] } {
  const payment = maker.payment(channel);
  const refund = maker.refund(payment, 50 + maker.below(payment.amountMinor - 60));
  return { payment: { ...payment, refunds: [refund] }, refund };
}

export type FaultCategory = (typeof statementCategories)[number];

const faults: Readonly<Record<FaultCategory, Fault>> = {
  missingInChannel: (maker, channel) => {
    const payment = maker.payment(channel);
    maker.ours.push(payment);
    maker.fault('missingInChannel', channel, payment, -payment.amountMinor);
  },
  missingInOurs: (maker, channel) => {
    const trade = maker.trade(maker.payment(channel));
    maker.say(channel, trade);
    maker.fault('missingInOurs', channel, trade, trade.amountMinor);
  },
  amountMismatch: (maker, channel) => {
    const payment = maker.payment(channel);
    const off = (1 + maker.below(90)) * (maker.below(2) ? 1 : -1);
    maker.ours.push(payment);
    maker.say(channel, maker.trade(payment, { amountMinor: payment.amountMinor + off }));
    maker.fault('amountMismatch', channel, payment, off);
  },
  statusMismatch: (maker, channel) => {
    const payment = maker.payment(channel, { state: 'failed' });
    maker.ours.push(payment);
    maker.say(channel, maker.trade(payment));
    maker.fault('statusMismatch', channel, payment, payment.amountMinor);
  },
  refundMissingOurs: (maker, channel) => {
    const { payment, refund } = withRefund(maker, channel);
    maker.ours.push({ ...payment, refunds: [] });
    maker.say(channel, maker.trade(payment), maker.refundTrade(payment, refund));
    maker.fault('refundMissingOurs', channel, payment, -refund.amountMinor, refund.refundId);
  },
  refundMissingChannel: (maker, channel) => {
    const { payment, refund } = withRefund(maker, channel);
    maker.ours.push(payment);
    maker.say(channel, maker.trade(payment));
    maker.fault('refundMissingChannel', channel, payment, refund.amountMinor, refund.refundId);
  },
  refundAmountMismatch: (maker, channel) => {
    const { payment, refund } = withRefund(maker, channel);
    const off = 1 + maker.below(40);
    maker.ours.push(payment);
    const less = { amountMinor: refund.amountMinor - off };
    maker.say(channel, maker.trade(payment), maker.refundTrade(payment, refund, less));
    maker.fault('refundAmountMismatch', channel, payment, off, refund.refundId);
  },
  reversedButPaid: (maker, channel) => {
    const payment = maker.payment(channel, { state: 'reversed' });
    maker.ours.push(payment);
    maker.say(channel, maker.trade(payment));
    maker.fault('reversedButPaid', channel, payment, payment.amountMinor);
  },
  duplicateOurs: (maker, channel) => {
    const payment = maker.payment(channel);
    const { tradeNo, amountMinor, orderId } = payment;
    const twin = maker.payment(channel, { tradeNo, amountMinor, orderId, atMs: payment.atMs + 1000 });
    maker.ours.push(payment, twin);
    maker.say(channel, maker.trade(payment));
    maker.fault('duplicateOurs', channel, twin, -twin.amountMinor);
  },
  duplicateChannel: (maker, channel) => {
    const payment = maker.payment(channel);
    maker.ours.push(payment);
    const again = maker.trade(payment, { tradeNo: `${payment.tradeNo}9`, atMs: payment.atMs + 9000 });
    maker.say(channel, maker.trade(payment), again);
    maker.fault('duplicateChannel', channel, payment, payment.amountMinor);
  },
  feeMismatch: (maker, channel) => {
    const payment = maker.payment(channel);
    const off = 1 + maker.below(30);
    const trade = maker.trade(payment);
    maker.ours.push(payment);
    maker.say(channel, { ...trade, feeMinor: trade.feeMinor + off });
    maker.fault('feeMismatch', channel, payment, -off);
  },
  wrongDay: (maker, channel) => {
    const payment = maker.payment(channel);
    maker.ours.push(payment);
    const late = maker.trade(payment, { atMs: payment.atMs + 86_400_000 });
    maker.next[channel].push(late);
    maker.fault('wrongDay', channel, payment, 0);
  },
  summaryMismatch: (maker, channel) => maker.fault('summaryMismatch', channel, undefined, 0),
  currencyMismatch: (maker) => {
    const payment = maker.payment('wechat');
    maker.ours.push(payment);
    maker.say('wechat', maker.trade(payment, { currency: 'USD' }));
    maker.fault('currencyMismatch', 'wechat', payment, -payment.amountMinor);
  },
};

export function injectFault(maker: DayMaker, category: FaultCategory): void {
  faults[category](maker, maker.below(2) ? 'alipay' : 'wechat');
}
