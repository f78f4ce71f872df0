/** The simulated platform with codes that a machine shows: a trade begins when somebody scans, as at Alipay. */
import type { PaymentPlatform, ShowOrder } from '../../src/cloud/gateway/payment-platform.ts';
import type { SimulatedPlatform } from '../../src/cloud/gateway/simulated-platform.ts';

export interface ShowingPlatform {
  readonly platform: PaymentPlatform;
  /** Somebody scans the code of this charge and pays. */
  scan(chargeId: string): Promise<void>;
}

export function showingPlatform(simulated: SimulatedPlatform): ShowingPlatform {
  const shown = new Map<string, ShowOrder>();
  const platform: PaymentPlatform = {
    manners: simulated.manners,
    currencies: simulated.currencies,
    pay: (order) => simulated.pay(order),
    show: async (order) => {
      shown.set(order.chargeId, order);
      return { kind: 'shown', code: `https://pay.example/${order.chargeId}` };
    },
    query: (trade) => simulated.query(trade),
    cancel: async (trade) => {
      if (!trade.showsCode) return simulated.cancel(trade);
      const { kind } = await simulated.query(trade);
      if (kind === 'paid') return { kind: 'refused', reason: 'PAY_DECLINED' };
      return kind === 'notFound'
        ? { kind: 'done', action: 'nothingFound' }
        : { kind: 'again', reason: 'PAY_PLATFORM_DOWN' };
    },
    refund: (order) => simulated.refund(order),
    queryRefund: (order) => simulated.queryRefund(order),
    stop: () => simulated.stop(),
  };
  return {
    platform,
    scan: async (chargeId) => {
      const order = shown.get(chargeId);
      if (order) await simulated.pay({ ...order, authCode: simulated.issueCode('paid') });
    },
  };
}
