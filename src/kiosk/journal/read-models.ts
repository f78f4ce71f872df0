/** Everything that is known by folding the journal; rebuilt by replay, fed with each durable record once. */
import type { JournalRecord } from '../../domain/record.ts';
import { BootBook } from './boot-book.ts';
import { CashBook } from './cash-book.ts';
import { ClockBook } from './clock-book.ts';
import { ConsentBook } from './consent-book.ts';
import { CouponBook } from './coupon-book.ts';
import { GiftBook } from './gift-book.ts';
import { LeaseBook } from './lease-book.ts';
import { MemberBook } from './member-book.ts';
import { OrderBook } from './order-book.ts';
import { ParkingBook } from './parking-book.ts';
import { PaymentBook } from './payment-book.ts';
import { ReceiptBook } from './receipt-book.ts';

export class ReadModels {
  readonly boots = new BootBook();
  readonly cash = new CashBook();
  readonly clock = new ClockBook();
  readonly consents = new ConsentBook();
  readonly coupons = new CouponBook();
  readonly gifts: GiftBook;
  readonly members = new MemberBook();
  readonly leases = new LeaseBook();
  readonly orders = new OrderBook();
  readonly parkings = new ParkingBook();
  readonly payments = new PaymentBook();
  readonly receipts = new ReceiptBook();

  /** `prints`: whether this machine has a printer. */
  constructor(prints = true) {
    this.gifts = new GiftBook(prints);
  }

  /** Folds one more record in; orders last, because others look on when an order changes. */
  apply(record: JournalRecord): void {
    this.boots.apply(record);
    this.cash.apply(record);
    this.leases.apply(record);
    this.clock.apply(record);
    this.consents.apply(record);
    this.coupons.apply(record);
    this.gifts.apply(record);
    this.members.apply(record);
    this.payments.apply(record);
    this.parkings.apply(record);
    this.receipts.apply(record);
    this.orders.apply(record);
  }

  /** Forgets everything, before a replay. */
  clear(): void {
    this.boots.clear();
    this.cash.clear();
    this.leases.clear();
    this.clock.clear();
    this.consents.clear();
    this.coupons.clear();
    this.gifts.clear();
    this.members.clear();
    this.payments.clear();
    this.parkings.clear();
    this.receipts.clear();
    this.orders.clear();
  }
}
