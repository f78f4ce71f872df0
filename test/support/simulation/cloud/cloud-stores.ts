/**
 * What the cloud keeps in its one database: it outlives the cloud's processes, and a backup of all of it can
 * be put back. The payment platforms outside are not in it.
 */
import { MemoryTransactionLog } from '../../../../src/cloud/feed/memory-transaction-log.ts';
import { MemoryChargeStore } from '../../../../src/cloud/gateway/memory-charge-store.ts';
import type { LedgerChanges } from '../../../../src/cloud/ledger/ledger-ports.ts';
import { MemoryLedgerStore } from '../../../../src/cloud/ledger/memory-ledger-store.ts';
import { readRecord } from '../../../../src/cloud/ledger/read-record.ts';
import type { MachineAddress } from '../../../../src/wire/topics.ts';
import { randomOf } from '../plan/random-of.ts';
import type { World } from '../world.ts';
import { GiftShelf } from './gift-shelf.ts';
import { StoredValueCards } from './stored-value-cards.ts';

export interface CloudBackup {
  readonly ledger: unknown;
  readonly charges: unknown;
  readonly transactions: unknown;
  readonly cards: unknown;
  readonly gifts: unknown;
}

export class CloudStores {
  readonly ledger = new MemoryLedgerStore();
  readonly charges = new MemoryChargeStore();
  readonly transactions = new MemoryTransactionLog(() => this.charges.log());
  readonly cards: StoredValueCards;
  readonly gifts: GiftShelf;
  readonly #world: World;
  readonly #forgetful: boolean;

  constructor(world: World) {
    const { plan, plant } = world;
    this.#world = world;
    this.cards = new StoredValueCards(randomOf(plan.seed, 'cards'));
    this.gifts = new GiftShelf({
      leasesNotLearned: plant === 'giftsNotLearned',
    });
    for (const gift of plan.gifts ?? []) this.gifts.give(gift, world.originMs);
    this.#forgetful = plant === 'forgetCharges';
    this.ledger.mistakes.unlocked = plant === 'ledgerWithoutLock';
  }

  /** What the ledger's commit makes known to the gateway, in the same transaction. */
  takeCommitted(machine: MachineAddress, changes: LedgerChanges): void {
    const { refunds, charges, cursor, atMs } = changes;
    const { merchantId, machineId } = machine;
    const { committedSeq } = this.#world;
    committedSeq.set(machineId, Math.max(committedSeq.get(machineId) ?? 0, cursor.seq));
    for (const { refundId, orderId, chargeId, amountMinor, currency, reason, intendedAtMs } of refunds) {
      this.charges.addRefund({
        ...{ merchantId, machineId, orderId, chargeId, refundId, amountMinor, currency, reason },
        ...{ createdAtMs: intendedAtMs, version: 0, state: { name: 'pending', tries: 0, dueAtMs: 0 } },
      });
    }
    if (this.#forgetful) return;
    this.charges.learnCharges(machine, charges, atMs);
    for (const charge of charges)
      if (charge.platform === 'stored-value') this.cards.learn(merchantId, charge);
    if (this.gifts.gifts.length > 0) this.#takeGifts(machine, changes);
  }

  /** In the order in which the ledger of production tells of it. */
  #takeGifts(machine: MachineAddress, { charges, orders, records, atMs }: LedgerChanges): void {
    const { machineId } = machine;
    this.gifts.learn(machine, charges, orders, atMs);
    for (const { kind, text, seq } of records) {
      const read = kind === 'giftAnswered' || kind === 'refundSettled' ? readRecord(text, seq) : undefined;
      if (!read?.ok) continue;
      const { body } = read.record;
      if (body.kind === 'giftAnswered') this.gifts.takeAnswer(machineId, body);
      if (body.kind === 'refundSettled' && body.outcome === 'refunded') {
        const order = orders.find(({ orderId }) => orderId === body.orderId);
        this.gifts.takeRefund(body.refundId, order, Math.min(read.record.atMs, atMs));
      }
    }
    for (const { kind, text, seq } of records) {
      const read = kind === 'leaseReturned' ? readRecord(text, seq) : undefined;
      if (read?.ok && read.record.body.kind === 'leaseReturned')
        this.gifts.takeLeaseBack(read.record.body.leaseId);
    }
  }

  backup(): CloudBackup {
    return {
      ledger: this.ledger.snapshot(),
      charges: this.charges.snapshot(),
      transactions: this.transactions.snapshot(),
      cards: this.cards.snapshot(),
      gifts: this.gifts.snapshot(),
    };
  }

  restore({ ledger, charges, transactions, cards, gifts }: CloudBackup): void {
    this.ledger.restore(ledger);
    this.charges.restore(charges);
    this.transactions.restore(transactions);
    this.cards.restore(cards);
    this.gifts.restore(gifts);
  }
}
