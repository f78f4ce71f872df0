/**
 * A machine's records about an order in an operator's words: one entry for every kind, or this file does
 * not compile.
 */
import type { CardFactor } from '../../../domain/card-factor.ts';
import type { Currency } from '../../../domain/money.ts';
import type { OrderRecord, RecordOf } from '../../../domain/record.ts';
import type { Text } from '../../../domain/text.ts';
import type { VerificationOutcome } from '../../../domain/verification-outcome.ts';
import { platformName, tenderNames } from '../../../look/shared-texts.ts';
import { counted, joined } from '../language/counted.ts';
import { faultTitle } from '../language/fault-texts.ts';
import {
  abandonReasons,
  orderStates,
  payoutPurposes,
  proofText,
  type Tone,
} from '../language/state-texts.ts';
import { amountText } from '../parts/amount-text.ts';
import type { IconName } from '../parts/icon.tsx';
import { benefitWords } from './benefit-words.ts';
import { giftWords } from './gift-words.ts';

/** How an entry of the history reads. */
export interface EntryWords {
  readonly icon: IconName;
  readonly tone: Tone;
  readonly title: Text;
  readonly note?: Text;
}

/** What the words need to know of the order beside the record. */
export interface OrderContext {
  readonly currency: Currency;
  /** The name of a line's product. */
  lineName(lineId: string): Text;
}

type Words = { [K in OrderRecord['kind']]: (body: RecordOf<K>, order: OrderContext) => EntryWords };

const dot: Text = { zh: ' · ', en: ' · ' };
const same = (text: string): Text => ({ zh: text, en: text });

function noteOf(...parts: (Text | undefined)[]): { note?: Text } {
  const said = parts.filter((part) => part !== undefined);
  return said.length === 0 ? {} : { note: joined(said, dot) };
}

const goodsWords: Pick<Words, 'basketChanged' | 'orderSubmitted' | 'orderReopened' | 'orderAbandoned'> = {
  basketChanged: (body) => ({
    icon: 'basket',
    tone: 'quiet',
    title: { zh: '清单变更', en: 'List changed' },
    ...noteOf(
      counted(body.totals.pieces, '件', 'piece'),
      same(amountText(body.totals.dueMinor, body.currency)),
      body.lines.at(-1)?.name,
    ),
  }),
  orderSubmitted: (body) => ({
    icon: 'receipt',
    tone: 'busy',
    title: { zh: '去付款', en: 'Went to pay' },
    ...noteOf(
      counted(body.totals.pieces, '件', 'piece'),
      same(amountText(body.totals.dueMinor, body.currency)),
      { zh: `目录版本 ${body.bundleVersion}`, en: `catalogue v${body.bundleVersion}` },
    ),
  }),
  orderReopened: () => ({ icon: 'undo', tone: 'quiet', title: { zh: '返回清单', en: 'Back to the list' } }),
  orderAbandoned: (body) => ({
    icon: 'leave',
    tone: 'warning',
    title: { zh: '顾客已离开', en: 'Nobody at the machine any more' },
    ...noteOf(abandonReasons[body.reason]),
  }),
};

const tenderWords: Readonly<Record<RecordOf<'paymentRefused'>['tender'], Text>> = {
  ...tenderNames,
  free: { zh: '免费', en: 'Free' },
};

const factorWords: Readonly<Record<CardFactor, Text>> = {
  pin: { zh: '密码验证', en: 'verified by PIN' },
  finger: { zh: '指纹验证', en: 'verified by finger' },
  face: { zh: '面部验证', en: 'verified by face' },
};

const chargeOutcomes: Readonly<Record<RecordOf<'chargeSettled'>['outcome'], { tone: Tone; title: Text }>> = {
  paid: { tone: 'good', title: { zh: '付款成功', en: 'Payment succeeded' } },
  failed: { tone: 'warning', title: { zh: '付款未成功，没有扣款', en: 'Payment failed, nothing charged' } },
  reversed: { tone: 'warning', title: { zh: '付款已撤销', en: 'Payment reversed' } },
};

/** The checks that said no, by what they are called. */
function failedChecks(verification: VerificationOutcome): Text {
  const failed = verification.results.filter(({ passed }) => !passed);
  const version = { zh: `规则版本 ${verification.rulesVersion}`, en: `rules v${verification.rulesVersion}` };
  return joined([...failed.map(({ label }) => label), version], dot);
}

const moneyWords: Pick<
  Words,
  | 'chargeIntended'
  | 'chargeOverdue'
  | 'settleAgainAsked'
  | 'paymentRefused'
  | 'chargeSettled'
  | 'cashInserted'
  | 'orderPaid'
> = {
  chargeIntended: (body) => ({
    icon: 'qr',
    tone: 'busy',
    title: { zh: '请求扣款', en: 'Charge asked for' },
    ...noteOf(
      platformName(body.platform),
      same(amountText(body.amountMinor, body.currency)),
      body.codeMasked === '' ? undefined : same(body.codeMasked),
      body.verifiedBy && factorWords[body.verifiedBy],
    ),
  }),
  chargeOverdue: () => ({
    icon: 'clock',
    tone: 'warning',
    title: { zh: '没有及时得到结果，恢复显示清单', en: 'No result in time, list shown again' },
  }),
  settleAgainAsked: () => ({
    icon: 'refresh',
    tone: 'busy',
    title: { zh: '顾客要求重新结算，先关闭上一笔', en: 'Asked to settle again, earlier charge to be closed' },
  }),
  paymentRefused: (body, order) => ({
    icon: 'shield',
    tone: 'warning',
    title: { zh: '付款前检查未通过，没有扣款', en: 'Not verified, nothing charged' },
    ...noteOf(
      body.platform ? platformName(body.platform) : tenderWords[body.tender],
      same(amountText(body.amountMinor, order.currency)),
      failedChecks(body.verification),
    ),
  }),
  chargeSettled: (body) => ({
    icon: body.outcome === 'paid' ? 'check' : 'cross',
    ...chargeOutcomes[body.outcome],
    ...noteOf(
      body.reason ? faultTitle(body.reason) : undefined,
      body.verification ? failedChecks(body.verification) : undefined,
      body.platformTradeNo
        ? { zh: `交易号 ${body.platformTradeNo}`, en: `trade ${body.platformTradeNo}` }
        : undefined,
    ),
  }),
  cashInserted: (body, order) => ({
    icon: 'coins',
    tone: 'busy',
    title: { zh: '投入现金', en: 'Cash put in' },
    ...noteOf(same(amountText(body.amountMinor, order.currency))),
  }),
  orderPaid: (body, order) => ({
    icon: 'wallet',
    tone: 'good',
    title: { zh: '订单已付清', en: 'Order paid' },
    ...noteOf(
      body.changeMinor > 0
        ? {
            zh: `找零 ${amountText(body.changeMinor, order.currency)}`,
            en: `change ${amountText(body.changeMinor, order.currency)}`,
          }
        : undefined,
    ),
  }),
};

const deliveryWords: Pick<Words, 'deliveryStarted' | 'deliveryEnded'> = {
  deliveryStarted: (body, order) => ({
    icon: 'slot',
    tone: 'busy',
    title: { zh: '开始出货', en: 'Delivery started' },
    ...noteOf(order.lineName(body.lineId), { zh: `第 ${body.piece + 1} 件`, en: `piece ${body.piece + 1}` }),
  }),
  deliveryEnded: (body) => ({
    icon: body.outcome === 'delivered' ? 'check' : 'cross',
    tone: body.outcome === 'delivered' ? 'good' : 'bad',
    title:
      body.outcome === 'delivered'
        ? { zh: '出货完成', en: 'Delivered' }
        : { zh: '没有出货', en: 'Not delivered' },
    ...noteOf(
      body.reason ? faultTitle(body.reason) : undefined,
      body.proof ? { zh: `凭${proofText(body.proof).zh}`, en: `by ${proofText(body.proof).en}` } : undefined,
    ),
  }),
};

const backWords: Pick<Words, 'refundIntended' | 'refundSettled' | 'payoutIntended' | 'payoutSettled'> = {
  refundIntended: (body) => ({
    icon: 'undo',
    tone: 'warning',
    title: { zh: '请求退款', en: 'Refund asked for' },
    ...noteOf(same(amountText(body.amountMinor, body.currency)), faultTitle(body.reason)),
  }),
  refundSettled: (body) => ({
    icon: body.outcome === 'refunded' ? 'check' : 'cross',
    tone: body.outcome === 'refunded' ? 'good' : 'bad',
    title:
      body.outcome === 'refunded'
        ? { zh: '退款成功', en: 'Refunded' }
        : { zh: '退款失败', en: 'Refund failed' },
    ...noteOf(body.reason ? faultTitle(body.reason) : undefined),
  }),
  payoutIntended: (body, order) => ({
    icon: 'coins',
    tone: 'busy',
    title: {
      zh: `准备${payoutPurposes[body.purpose].zh}`,
      en: `${payoutPurposes[body.purpose].en} to be paid out`,
    },
    ...noteOf(same(amountText(body.amountMinor, order.currency))),
  }),
  payoutSettled: (body, order) => ({
    icon: 'coins',
    tone: body.owedMinor > 0 ? 'bad' : 'good',
    title: { zh: '现金已付出', en: 'Cash paid out' },
    ...noteOf(
      same(amountText(body.paidMinor, order.currency)),
      body.owedMinor > 0
        ? {
            zh: `还欠 ${amountText(body.owedMinor, order.currency)}`,
            en: `${amountText(body.owedMinor, order.currency)} still owed`,
          }
        : undefined,
    ),
  }),
};

const printProofs = {
  printer: { zh: '打印机已确认', en: 'The printer confirmed it' },
  line: {
    zh: '已全部送到打印机，这台打印机不能答复',
    en: 'All of it went to the printer, which cannot answer',
  },
} as const;

const endWords: Pick<Words, 'orderClosed' | 'cashSaleReported' | 'receiptIssued' | 'receiptPrinted'> = {
  orderClosed: (body) => ({
    icon: 'box',
    tone: orderStates[body.state].tone,
    title: { zh: '订单结束', en: 'Order closed' },
    ...noteOf(orderStates[body.state]),
  }),
  cashSaleReported: (body) => ({
    icon: 'coins',
    tone: 'good',
    title: { zh: '售货机现金售出', en: 'Sold by the vending machine for cash' },
    ...noteOf(body.line.name, same(amountText(body.line.dueMinor, body.currency))),
  }),
  receiptIssued: () => ({
    icon: 'receipt',
    tone: 'quiet',
    title: { zh: '小票已生成', en: 'Receipt issued' },
  }),
  receiptPrinted: ({ by }) => ({
    icon: 'printer',
    tone: 'good',
    title: { zh: '小票已打印', en: 'Receipt printed' },
    ...noteOf(by && printProofs[by]),
  }),
};

const heldBackWords: Pick<Words, 'goodsHeldBack' | 'heldBackAcknowledged'> = {
  goodsHeldBack: ({ goods }) => ({
    icon: 'warning',
    tone: 'warning',
    title: goods.some(({ reason }) => reason === 'expired')
      ? { zh: '过期商品，未售出', en: 'Past its date, not sold' }
      : { zh: '日期无法核对，未售出', en: 'Date could not be checked, not sold' },
    ...noteOf(
      ...goods.flatMap(({ name, lot, expiresOn }) => [
        name,
        lot === undefined ? undefined : same(lot),
        same(expiresOn),
      ]),
    ),
  }),
  heldBackAcknowledged: () => ({
    icon: 'check',
    tone: 'quiet',
    title: { zh: '顾客已确认日期提示', en: 'Warning about the date acknowledged' },
  }),
};

const memberWords: Pick<Words, 'memberNamed' | 'memberLeft'> = {
  memberNamed: (body) => ({
    icon: 'people',
    tone: 'quiet',
    title:
      body.by === 'code'
        ? { zh: '出示会员码', en: 'Member code shown' }
        : { zh: '输入手机号', en: 'Phone number typed' },
    ...noteOf(same(body.memberId)),
  }),
  memberLeft: () => ({ icon: 'people', tone: 'quiet', title: { zh: '不是该会员', en: 'Not that member' } }),
};

type ParkingKind = Extract<OrderRecord['kind'], `parking${string}`>;

const parkingWords: Pick<Words, ParkingKind> = {
  parkingAsked: (body) => ({
    icon: 'car',
    tone: 'busy',
    title: { zh: '要求免停车费', en: 'Free parking asked for' },
    ...noteOf(same(body.carMasked), same(body.lotId)),
  }),
  parkingDropped: () => ({ icon: 'car', tone: 'quiet', title: { zh: '不要免停车', en: 'Without parking' } }),
  parkingIntended: (body) => ({
    icon: 'car',
    tone: 'busy',
    title: { zh: '请停车场减免', en: 'Grant asked of the lot' },
    ...noteOf(same(body.lotId)),
  }),
  parkingPending: () => ({
    icon: 'car',
    tone: 'warning',
    title: { zh: '停车场未及时答复，后台继续', en: 'Lot slow, going on in the background' },
  }),
  parkingGranted: (body, order) => ({
    icon: 'check',
    tone: 'good',
    title: { zh: '停车费已减免', en: 'Parking granted' },
    ...noteOf(same(amountText(body.stay.feeMinor, order.currency))),
  }),
  parkingRefused: (body) => ({
    icon: 'cross',
    tone: 'warning',
    title: { zh: '停车费未减免', en: 'Parking not granted' },
    ...noteOf(faultTitle(body.reason)),
  }),
};

const words: Words = {
  fingerConsented: (body) => ({
    icon: 'hand',
    tone: 'quiet',
    title: { zh: '同意用指纹代替卡密码', en: 'Agreed to a finger in place of the PIN' },
    ...noteOf({
      zh: `${body.cardMasked}，文本第 ${body.textVersion} 版`,
      en: `${body.cardMasked}, text version ${body.textVersion}`,
    }),
  }),
  ...goodsWords,
  ...moneyWords,
  ...deliveryWords,
  ...backWords,
  ...endWords,
  ...parkingWords,
  ...memberWords,
  ...heldBackWords,
  ...benefitWords,
  ...giftWords,
};

/** The words of one record. */
export function recordWords(body: OrderRecord, order: OrderContext): EntryWords {
  const say = words[body.kind] as (body: OrderRecord, order: OrderContext) => EntryWords;
  return say(body, order);
}
