/** What the public receipt says, in both languages. */
import type { OrderState } from '../../domain/record.ts';
import type { Language } from '../../domain/text.ts';

export interface ReceiptTexts {
  readonly title: string;
  readonly order: string;
  readonly time: string;
  readonly machine: string;
  readonly discount: string;
  readonly total: string;
  readonly paid: string;
  readonly cash: string;
  readonly change: string;
  readonly refunded: string;
  readonly refunding: string;
  readonly refundFailed: string;
  readonly owed: string;
  readonly perKilogram: string;
  readonly notArrivedTitle: string;
  readonly notArrived: string;
  readonly otherLanguage: string;
  readonly parking: string;
  readonly parkedSince: string;
  readonly minutes: string;
  readonly parkingStates: Readonly<Record<'intended' | 'granted' | 'refused', string>>;
  readonly platforms: Readonly<Record<string, string>>;
  readonly states: Readonly<Record<OrderState, string>>;
}

export const receiptTexts: Readonly<Record<Language, ReceiptTexts>> = {
  zh: {
    title: '电子小票',
    order: '订单号',
    time: '时间',
    machine: '机器',
    discount: '优惠',
    total: '合计',
    paid: '已付',
    cash: '现金',
    change: '找零',
    refunded: '已退款',
    refunding: '退款中',
    refundFailed: '退款未完成，请联系客服',
    owed: '待人工支付',
    perKilogram: '千克',
    notArrivedTitle: '小票还没有送到',
    notArrived: '机器可能暂时没有网络。联网后小票会自动出现在这里，请稍后再看。您的钱是安全的。',
    otherLanguage: 'English',
    parking: '停车',
    parkedSince: '入场',
    minutes: '分钟',
    parkingStates: {
      intended: '停车费将自动减免。出口未放行时，请出示本页或按求助键。',
      granted: '本次购物免停车费',
      refused: '停车费没有减免',
    },
    platforms: { alipay: '支付宝', wechat: '微信支付', unionpay: '云闪付', 'stored-value': '储值卡' },
    states: {
      selecting: '正在选购',
      deliveryRequestReceived: '等待付款',
      paymentInExecution: '正在付款',
      paymentFinished: '已付款，准备出货',
      paymentFailed: '付款没有成功，没有扣款',
      paymentCancelledByUser: '已取消，没有扣款',
      deliveryInExecution: '已付款，正在出货',
      deliveryAndPaymentSuccess: '交易完成',
      deliveryFailRefundInExecution: '没有出货，正在退款',
      deliveryFailRefundSuccess: '没有出货，已退款',
      deliveryFailRefundFailed: '没有出货，退款需要人工处理，请联系客服',
    },
  },
  en: {
    title: 'Receipt',
    order: 'Order',
    time: 'Time',
    machine: 'Machine',
    discount: 'Discount',
    total: 'Total',
    paid: 'Paid',
    cash: 'Cash',
    change: 'Change',
    refunded: 'Refunded',
    refunding: 'Being refunded',
    refundFailed: 'Refund not finished, please contact us',
    owed: 'Owed to you, paid by our staff',
    perKilogram: 'kg',
    notArrivedTitle: 'The receipt is not here yet',
    notArrived:
      'The machine may be without a network for now. The receipt appears here by itself once it is back. Please look again shortly. Your money is safe.',
    otherLanguage: '中文',
    parking: 'Parking',
    parkedSince: 'in',
    minutes: 'min',
    parkingStates: {
      intended: 'Being settled. If the barrier stays down, show this page or press for help.',
      granted: 'Free with this purchase',
      refused: 'Parking was not settled',
    },
    platforms: {
      alipay: 'Alipay',
      wechat: 'WeChat Pay',
      unionpay: 'UnionPay',
      'stored-value': 'Stored value',
    },
    states: {
      selecting: 'Choosing',
      deliveryRequestReceived: 'Waiting for payment',
      paymentInExecution: 'Paying',
      paymentFinished: 'Paid, about to be delivered',
      paymentFailed: 'Payment failed, nothing was charged',
      paymentCancelledByUser: 'Cancelled, nothing was charged',
      deliveryInExecution: 'Paid, being delivered',
      deliveryAndPaymentSuccess: 'Completed',
      deliveryFailRefundInExecution: 'Not delivered, being refunded',
      deliveryFailRefundSuccess: 'Not delivered, refunded',
      deliveryFailRefundFailed: 'Not delivered. Our staff will see to the refund, please contact us',
    },
  },
};
