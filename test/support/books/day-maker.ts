/** Makes one day of payments as two sides see it: what our books hold, and what each platform's statement says. */
import type { DifferenceCategory } from '../../../src/domain/difference.ts';
import { makeId } from '../../../src/domain/ids.ts';
import { proportion } from '../../../src/domain/money.ts';
import type { StatementTrade } from '../../../src/doubles/statement-text.ts';
import type { Random } from '../../../src/platform/random.ts';

export const bookChannels = ['alipay', 'wechat'] as const;
export type BookChannel = (typeof bookChannels)[number];

/** A payment of ours with what was given back of it. */
export interface OursPayment {
  readonly channel: string;
  readonly chargeId: string;
  readonly orderId: string;
  readonly machineId: string;
  readonly amountMinor: number;
  readonly tradeNo: string;
  readonly atMs: number;
  readonly state: 'paid' | 'reversed' | 'failed';
  readonly refunds: readonly {
    readonly refundId: string;
    readonly amountMinor: number;
    readonly atMs: number;
  }[];
}

/** A difference that is to be found. */
export interface TrueFault {
  readonly category: DifferenceCategory;
  readonly channel: BookChannel;
  readonly day: string;
  /** Empty for a statement as a whole. */
  readonly orderNo: string;
  readonly ref: string;
  readonly deltaMinor: number;
}

export interface BooksDay {
  readonly day: string;
  readonly ours: readonly OursPayment[];
  readonly statements: Readonly<Record<BookChannel, readonly StatementTrade[]>>;
  readonly faults: readonly TrueFault[];
}

export const ratePpm = 6000;
const firstDayMs = Date.UTC(2026, 2, 1) - 8 * 3_600_000;
export const dayMs = 86_400_000;
/** Away from midnight, where days are told apart by minutes. */
const [openMs, closeMs] = [3_600_000, 82_800_000];

export const dayName = (n: number) =>
  new Date(firstDayMs + n * dayMs + 8 * 3_600_000).toISOString().slice(0, 10);

/** One day while it is made; what belongs to the next day's statement waits in `next`. */
export class DayMaker {
  readonly random: Random;
  readonly n: number;
  readonly ours: OursPayment[] = [];
  readonly statements: Record<BookChannel, StatementTrade[]>;
  readonly next: Record<BookChannel, StatementTrade[]> = { alipay: [], wechat: [] };
  readonly faults: TrueFault[] = [];
  #serial = 0;

  constructor(random: Random, n: number, waiting: Record<BookChannel, StatementTrade[]>) {
    this.random = random;
    this.n = n;
    this.statements = { alipay: [...waiting.alipay], wechat: [...waiting.wechat] };
  }

  get startMs(): number {
    return firstDayMs + this.n * dayMs;
  }

  below(count: number): number {
    return Math.floor(this.random.fraction() * count);
  }

  someTimeMs(): number {
    return this.startMs + openMs + this.below((closeMs - openMs) / 1000) * 1000;
  }

  payment(channel: string, change: Partial<OursPayment> = {}): OursPayment {
    const atMs = change.atMs ?? this.someTimeMs();
    this.#serial += 1;
    const number = String(this.n * 10_000_000 + this.#serial).padStart(12, '0');
    return {
      ...{ channel, chargeId: makeId('chg', atMs, this.random.bytes(10)) },
      orderId: makeId('ord', atMs, this.random.bytes(10)),
      machineId: `m${this.below(20)}`,
      amountMinor: 100 + this.below(20_000),
      tradeNo: `${channel === 'wechat' ? '4200001' : '2026030122'}${number}`,
      ...{ atMs, state: 'paid', refunds: [] },
      ...change,
    };
  }

  refund(payment: OursPayment, amountMinor = 1 + this.below(payment.amountMinor)) {
    const atMs = Math.min(payment.atMs + 60_000 * (1 + this.below(20)), this.startMs + dayMs - 1_200_000);
    return { refundId: makeId('rfd', atMs, this.random.bytes(10)), amountMinor, atMs };
  }

  /** The payment as its channel has it. */
  trade(payment: OursPayment, change: Partial<StatementTrade> = {}): StatementTrade {
    const amountMinor = change.amountMinor ?? payment.amountMinor;
    const fee = proportion(amountMinor, ratePpm, 1_000_000);
    return {
      ...{ kind: 'payment', outTradeNo: payment.chargeId, tradeNo: payment.tradeNo, amountMinor },
      feeMinor: change.kind === 'refund' || change.kind === 'reversal' ? 0 - fee : fee,
      ...{ subject: '燕麦拿铁, 中杯', terminalId: payment.machineId, atMs: payment.atMs + 2000 },
      ...change,
    };
  }

  refundTrade(
    payment: OursPayment,
    refund: OursPayment['refunds'][number],
    change: Partial<StatementTrade> = {},
  ) {
    const { refundId: refundNo, amountMinor, atMs } = refund;
    return this.trade(payment, { kind: 'refund', refundNo, amountMinor, atMs, ...change });
  }

  say(channel: BookChannel, ...trades: readonly StatementTrade[]): void {
    this.statements[channel].push(...trades);
  }

  fault(
    category: DifferenceCategory,
    channel: BookChannel,
    about: StatementTrade | OursPayment | undefined,
    deltaMinor: number,
    ref = '',
  ): void {
    const orderNo = about === undefined ? '' : 'chargeId' in about ? about.chargeId : about.outTradeNo;
    this.faults.push({ category, channel, day: dayName(this.n), orderNo, ref, deltaMinor });
  }

  /** A sale on which both sides agree, in one of the ways in which they do. */
  agreed(): void {
    const place = this.below(100);
    if (place < 6) {
      this.ours.push(this.payment(place < 3 ? 'unionpay' : 'stored-value'));
      return;
    }
    const channel = bookChannels[this.below(2)] as BookChannel;
    if (place === 6) this.#reversed(channel);
    else if (place === 7) this.#failed(channel);
    else this.#paid(channel, place < 12);
  }

  #paid(channel: BookChannel, refunded: boolean): void {
    const payment = this.payment(channel);
    this.say(channel, this.trade(payment));
    if (!refunded) {
      this.ours.push(payment);
      return;
    }
    const refund = this.refund(payment);
    this.ours.push({ ...payment, refunds: [refund] });
    this.say(channel, this.refundTrade(payment, refund));
  }

  #reversed(channel: BookChannel): void {
    const payment = this.payment(channel, { state: 'reversed' });
    this.ours.push(payment);
    const back = this.trade(payment, { kind: 'reversal', atMs: payment.atMs + 30_000 });
    this.say(channel, this.trade(payment), back);
  }

  #failed(channel: BookChannel): void {
    this.ours.push(this.payment(channel, { state: 'failed' }));
  }

  /** Paid just before midnight, and in the next day's statement. */
  overCutOff(): void {
    const channel = bookChannels[this.below(2)] as BookChannel;
    const payment = this.payment(channel, { atMs: this.startMs + dayMs - 1000 * (1 + this.below(600)) });
    this.ours.push(payment);
    this.next[channel].push(this.trade(payment, { atMs: this.startMs + dayMs + 1000 * this.below(600) }));
  }

  finished(): BooksDay {
    const order = (trades: StatementTrade[]) => trades.sort((a, b) => a.atMs - b.atMs);
    return {
      day: dayName(this.n),
      ours: this.ours,
      statements: { alipay: order(this.statements.alipay), wechat: order(this.statements.wechat) },
      faults: this.faults,
    };
  }
}
