/** Payments that are not final, their states, what was tried and what may be decided, in an operator's words. */
import type { Text } from '../../../domain/text.ts';
import type { OpenPayment, PaymentAction, SettledEnd } from '../../../wire/rest.ts';
import type { StateWords } from '../language/state-texts.ts';

export const openPaymentTexts = {
  title: { zh: '未了结的付款', en: 'Open payments' },
  lead: {
    zh: '还没有最终结果的扣款、撤销和退款。系统会一直自动处理；这里可以看到进展，必要时由人决定。',
    en: 'Charges, reversals and refunds that are not final. They are driven on by themselves; decide here where a person must.',
  },
  none: { zh: '没有未了结的付款', en: 'No open payments' },
  noneLead: { zh: '每一笔扣款、撤销和退款都有最终结果。', en: 'Every charge, reversal and refund is final.' },
  age: { zh: '已有', en: 'Open for' },
  amount: { zh: '金额', en: 'Amount' },
  kind: { zh: '付款', en: 'Payment' },
  machine: { zh: '机器', en: 'Machine' },
  anyMachine: { zh: '全部机器', en: 'All machines' },
  order: { zh: '订单', en: 'Order' },
  state: { zh: '状态', en: 'State' },
  tried: { zh: '最近一次尝试', en: 'Last tried' },
  notTried: { zh: '还没有问过平台', en: 'The platform was not asked yet' },
  next: { zh: '下一次', en: 'next' },
  now: { zh: '马上', en: 'now' },
  nobody: { zh: '等人决定', en: 'waits for a person' },
  times: { zh: '第 {times} 次', en: 'try {times}' },
  unknownPlatform: { zh: '平台未知', en: 'Platform not known' },
  decide: { zh: '处理', en: 'Decide' },
  decideWhat: { zh: '要做什么', en: 'What to do' },
  why: { zh: '原因', en: 'Why' },
  whyHint: { zh: '写入审计，至少 3 个字', en: 'Goes into the audit; at least 3 characters' },
  end: { zh: '实际结果', en: 'What really happened' },
  confirmTitle: { zh: '再确认一次', en: 'Confirm once more' },
  confirmLead: {
    zh: '人工了结不再询问平台，机器会照此处理。请再输入一次金额。',
    en: 'A payment that is settled by hand is not asked for again, and the machine acts on it. Type the amount once more.',
  },
  amountAgain: { zh: '金额', en: 'Amount' },
  amountDiffers: { zh: '与这笔付款的金额不同', en: 'Not the amount of this payment' },
  onward: { zh: '继续', en: 'Go on' },
  back: { zh: '返回', en: 'Back' },
  close: { zh: '关闭', en: 'Close' },
  done: { zh: '已记录，付款正在按此处理。', en: 'Recorded; the payment is dealt with accordingly.' },
  doneBefore: { zh: '此前已经记录过。', en: 'It had been recorded before.' },
} as const satisfies Record<string, Text>;

export const kindNames: Readonly<Record<OpenPayment['kind'], Text>> = {
  charge: { zh: '扣款', en: 'Charge' },
  reversal: { zh: '撤销', en: 'Reversal' },
  refund: { zh: '退款', en: 'Refund' },
};

const chargeWords: Readonly<Record<string, StateWords>> = {
  created: { zh: '已收到', en: 'Received', tone: 'busy' },
  submitted: { zh: '已提交平台', en: 'Put to the platform', tone: 'busy' },
  userPaying: { zh: '等待顾客确认', en: 'Waiting for the shopper', tone: 'busy' },
  unknown: { zh: '结果未知', en: 'Result unknown', tone: 'warning' },
  reversing: { zh: '正在撤销', en: 'Being reversed', tone: 'warning' },
  failed: { zh: '未扣款，复查中', en: 'Not charged, being checked', tone: 'warning' },
  reversed: { zh: '已撤销，复查中', en: 'Reversed, being checked', tone: 'warning' },
};
const refundWords: Readonly<Record<string, StateWords>> = {
  pending: { zh: '退款中', en: 'Being refunded', tone: 'busy' },
  failed: { zh: '平台拒绝退款', en: 'Refused by the platform', tone: 'bad' },
};

/** A state that a newer cloud may have is called by its own name. */
export function stateWords({ about, state }: OpenPayment): StateWords {
  const words = about === 'charge' ? chargeWords : refundWords;
  return words[state] ?? { zh: state, en: state, tone: 'quiet' };
}

type Tried = NonNullable<OpenPayment['tried']>;

export const triedNames: Readonly<Record<Tried['what'], Text>> = {
  pay: { zh: '扣款', en: 'Charge' },
  show: { zh: '生成收款码', en: 'Make a code' },
  query: { zh: '查询', en: 'Query' },
  cancel: { zh: '撤销', en: 'Reversal' },
  refund: { zh: '退款', en: 'Refund' },
  queryRefund: { zh: '查询退款', en: 'Refund query' },
};

const answerNames: Readonly<Record<string, Text>> = {
  unknown: { zh: '没有可用的答复', en: 'no usable answer' },
  again: { zh: '没有可用的答复', en: 'no usable answer' },
  userPaying: { zh: '等待顾客付款', en: 'the shopper has not paid yet' },
  notFound: { zh: '平台没有这笔交易', en: 'the platform has no such trade' },
  refused: { zh: '平台拒绝撤销', en: 'the platform refused to reverse' },
  failed: { zh: '平台拒绝', en: 'refused' },
  unconfirmed: { zh: '已受理，未确认', en: 'taken, not confirmed' },
};

export function answerText(answer: string): Text {
  return answerNames[answer] ?? { zh: answer, en: answer };
}

interface ActionWords {
  readonly name: Text;
  readonly lead: Text;
}

export const actionWords: Readonly<Record<PaymentAction, ActionWords>> = {
  ask: {
    name: { zh: '立即询问平台', en: 'Ask the platform now' },
    lead: {
      zh: '不等下一次自动查询。平台的答复决定结果。',
      en: "Without waiting for the next time. The platform's answer decides.",
    },
  },
  reverse: {
    name: { zh: '撤销', en: 'Reverse' },
    lead: {
      zh: '先询问平台；如果没有付款就撤销，已经付款的不会被撤销。',
      en: 'The platform is asked first: reversed if it is not paid; what is paid is not reversed.',
    },
  },
  refund: {
    name: { zh: '再次退款', en: 'Refund again' },
    lead: {
      zh: '用同一个退款编号再向平台申请，不会重复退款。',
      en: 'Asks again under the same refund number; nothing is given back twice.',
    },
  },
  settle: {
    name: { zh: '人工了结', en: 'Mark as settled' },
    lead: {
      zh: '在平台后台或账单上已查明结果时使用；需要再次确认。',
      en: "When it was found out elsewhere, in the platform's own pages or statement. Asks for confirmation.",
    },
  },
};

export const endWords: Readonly<Record<SettledEnd, Text>> = {
  paid: { zh: '已付款：机器出货，或自动退款', en: 'Paid: the machine delivers, or it is refunded' },
  notPaid: { zh: '没有付款：订单不出货', en: 'Not paid: nothing is delivered' },
  refunded: { zh: '钱已退给顾客', en: 'The money was given back to the shopper' },
};
