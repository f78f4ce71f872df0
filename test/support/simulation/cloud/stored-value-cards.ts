/**
 * Stored value in memory, with the manners of `StoredValuePlatform`: cards with a balance, definite answers,
 * and a cancellation that closes a number before its payment comes. It belongs to the cloud's database, so
 * a backup holds it; what was paid since then is learned again from the machines' records.
 */

import type { LearnedCharge } from '../../../../src/cloud/database/learned-charge-rows.ts';
import type {
  CancelOutcome,
  PaymentPlatform,
  PayOrder,
  PayOutcome,
  QueryOutcome,
  RefundOrder,
  RefundOutcome,
  RefundQueryOutcome,
  Trade,
} from '../../../../src/cloud/gateway/payment-platform.ts';
import type { SimulatedTrade } from '../../../../src/cloud/gateway/simulated-platform.ts';
import type { Random } from '../../../../src/platform/random.ts';
import { briskManners } from './brisk-manners.ts';

interface Card {
  readonly merchantId: string;
  readonly code: string;
  readonly openedMinor: number;
  balanceMinor: number;
}

interface CardTrade extends SimulatedTrade {
  readonly card: string | undefined;
}

interface Tables {
  readonly cards: Map<string, Card>;
  readonly trades: Map<string, CardTrade>;
}

const cardsOfMerchant = 3;
const openedMinorMax = 20_000;

export class StoredValueCards implements PaymentPlatform {
  readonly manners = briskManners;
  readonly currencies = ['CNY'] as const;
  readonly #random: Random;
  #tables: Tables = { cards: new Map(), trades: new Map() };

  constructor(random: Random) {
    this.#random = random;
  }

  /** The code of some card of the merchant. */
  pick(merchantId: string): string {
    const number = Math.floor(this.#random.fraction() * cardsOfMerchant);
    const code = `90${String(number).padStart(16, '0')}`;
    const key = `${merchantId} ${code}`;
    if (!this.#tables.cards.has(key)) {
      const openedMinor = Math.floor(this.#random.fraction() * openedMinorMax);
      this.#tables.cards.set(key, { merchantId, code, openedMinor, balanceMinor: openedMinor });
    }
    return code;
  }

  /** Every trade that took money or was closed. */
  book(): readonly SimulatedTrade[] {
    return [...this.#tables.trades.values()];
  }

  /** Cards whose balance is not what was paid in and not taken; none if all is well. */
  outOfBalance(): string[] {
    return [...this.#tables.cards].flatMap(([key, { openedMinor, balanceMinor }]) => {
      const trades = [...this.#tables.trades.values()].filter(({ card }) => card === key);
      const heldMinor = trades.reduce((sum, trade) => sum + heldBy(trade), 0);
      return openedMinor - heldMinor === balanceMinor ? [] : [key];
    });
  }

  snapshot(): unknown {
    return structuredClone(this.#tables);
  }

  /** A card that was opened since the backup was opened by a person, who opens it again. */
  restore(snapshot: unknown): void {
    const { cards } = this.#tables;
    this.#tables = structuredClone(snapshot) as Tables;
    for (const [key, card] of cards) {
      if (!this.#tables.cards.has(key)) {
        this.#tables.cards.set(key, { ...card, balanceMinor: card.openedMinor });
      }
    }
  }

  /** A payment that this database has lost is taken from its card again. */
  learn(merchantId: string, { chargeId, amountMinor, outcome, platformTradeNo = '' }: LearnedCharge): void {
    const card = /^SV-(\d+)-/.exec(platformTradeNo)?.[1];
    const number = `${merchantId} ${chargeId}`;
    const known = this.#tables.trades.get(number);
    if (outcome !== 'paid' || card === undefined || known?.status === 'paid') return;
    this.#debit(number, { merchantId, chargeId, amountMinor }, `${merchantId} ${card}`);
  }

  async pay({ merchantId, chargeId, amountMinor, authCode }: PayOrder): Promise<PayOutcome> {
    const number = `${merchantId} ${chargeId}`;
    const card = this.#tables.cards.get(`${merchantId} ${authCode}`);
    if (!card) return { kind: 'failed', reason: 'PAY_CODE_INVALID' };
    if (this.#tables.trades.has(number)) return { kind: 'unknown', reason: 'PAY_CONFLICT' };
    if (card.balanceMinor < amountMinor) return { kind: 'failed', reason: 'PAY_BALANCE_LOW' };
    const trade = this.#debit(number, { merchantId, chargeId, amountMinor }, `${merchantId} ${authCode}`);
    return { kind: 'paid', platformTradeNo: trade.tradeNo };
  }

  async query({ merchantId, chargeId }: Trade): Promise<QueryOutcome> {
    const trade = this.#tables.trades.get(`${merchantId} ${chargeId}`);
    if (!trade) return { kind: 'notFound' };
    return trade.status === 'paid' ? { kind: 'paid', platformTradeNo: trade.tradeNo } : { kind: 'closed' };
  }

  async cancel({ merchantId, chargeId, amountMinor }: Trade): Promise<CancelOutcome> {
    const number = `${merchantId} ${chargeId}`;
    const trade = this.#tables.trades.get(number);
    if (trade?.status === 'paid') {
      this.#giveBack(trade, heldBy(trade));
      trade.status = 'closed';
      return { kind: 'done', action: 'refunded' };
    }
    const closed = { merchantId, chargeId, amountMinor, tradeNo: '', paysAtMs: 0, refunds: new Map() };
    if (!trade) this.#tables.trades.set(number, { ...closed, status: 'closed', card: undefined });
    return { kind: 'done', action: 'closed' };
  }

  async refund({ merchantId, chargeId, refundId, refundMinor }: RefundOrder): Promise<RefundOutcome> {
    const failed: RefundOutcome = { kind: 'failed', reason: 'REFUND_FAILED' };
    const trade = this.#tables.trades.get(`${merchantId} ${chargeId}`);
    const before = trade?.refunds.get(refundId);
    if (before !== undefined) return before === refundMinor ? { kind: 'refunded' } : failed;
    if (trade?.status !== 'paid' || refundMinor > heldBy(trade)) return failed;
    trade.refunds.set(refundId, refundMinor);
    this.#giveBack(trade, refundMinor);
    return { kind: 'refunded' };
  }

  async queryRefund({ merchantId, chargeId, refundId }: RefundOrder): Promise<RefundQueryOutcome> {
    const trade = this.#tables.trades.get(`${merchantId} ${chargeId}`);
    return trade?.refunds.has(refundId) ? { kind: 'refunded' } : { kind: 'notFound' };
  }

  async stop(): Promise<void> {
    // Nothing is open: the cards outlive the process that calls.
  }

  #debit(
    number: string,
    trade: Pick<SimulatedTrade, 'merchantId' | 'chargeId' | 'amountMinor'>,
    cardKey: string,
  ): CardTrade {
    const card = this.#tables.cards.get(cardKey);
    if (card) card.balanceMinor -= trade.amountMinor;
    const tradeNo = `SV-${card?.code ?? '0'}-${trade.chargeId}`;
    const made: CardTrade = {
      ...trade,
      tradeNo,
      status: 'paid',
      paysAtMs: 0,
      refunds: new Map(),
      card: cardKey,
    };
    this.#tables.trades.set(number, made);
    return made;
  }

  #giveBack(trade: CardTrade, minor: number): void {
    const card = this.#tables.cards.get(trade.card ?? '');
    if (card) card.balanceMinor += minor;
  }
}

function heldBy({ status, amountMinor, refunds }: SimulatedTrade): number {
  if (status !== 'paid') return 0;
  return [...refunds.values()].reduce((left, minor) => left - minor, amountMinor);
}
