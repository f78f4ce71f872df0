/** A machine's journal as the cloud meets it: records with their hashes, cut into batches. */

import { genesisHash, recordHash } from '../../src/cloud/ledger/journal-chain.ts';
import type { RecordBody } from '../../src/domain/record.ts';
import type { JournalBatch } from '../../src/wire/messages.ts';
import { packBatch } from '../../src/wire/packed-batch.ts';

export class CloudJournal {
  readonly journalId: string;
  readonly records: { text: string; hash: string }[] = [];
  #atMs: number;

  constructor(journalId: string, atMs = 1_700_000_000_000) {
    this.journalId = journalId;
    this.#atMs = atMs;
  }

  get lastSeq(): number {
    return this.records.length;
  }

  /** Appends what the machine would write; each record a second after the one before. */
  append(...bodies: RecordBody[]): this {
    for (const body of bodies) {
      this.#atMs += 1000;
      const seq = this.records.length + 1;
      this.appendText(JSON.stringify({ seq, at: this.#atMs, clock: 'synchronised', body }));
    }
    return this;
  }

  /** Appends any text with a right hash. */
  appendText(text: string): this {
    this.records.push({ text, hash: recordHash(this.#hashAt(this.records.length), text) });
    return this;
  }

  /** Changes the text of a record and leaves its hash, as tampering or a bad disk would. */
  alter(seq: number, change: (text: string) => string): this {
    const record = this.records[seq - 1];
    if (record) record.text = change(record.text);
    return this;
  }

  /** The first `count` records in a journal of the same id: a disk image put back. */
  fork(count: number): CloudJournal {
    const forked = new CloudJournal(this.journalId, this.#atMs + 5000);
    forked.records.push(...this.records.slice(0, count));
    return forked;
  }

  batch(from = 1, to = this.records.length): JournalBatch {
    return {
      journalId: this.journalId,
      firstSeq: from,
      previousHash: this.#hashAt(from - 1),
      records: this.records.slice(from - 1, to),
    };
  }

  /** The same batch as it travels packed. */
  packed(from = 1, to = this.records.length): Uint8Array {
    const { journalId, firstSeq, previousHash, records } = this.batch(from, to);
    const lines = [previousHash, ...records.flatMap(({ text, hash }) => [text, hash])];
    return packBatch({ journalId, firstSeq }, Buffer.from(lines.join('\n')));
  }

  #hashAt(seq: number): string {
    return this.records[seq - 1]?.hash ?? genesisHash;
  }
}

const water = {
  lineId: 'lin_1',
  productId: 'water',
  name: { zh: '矿泉水', en: 'Water' },
  category: 'drinks',
  quantity: 1,
  unitPriceMinor: 200,
  delivery: { how: 'slot', slot: 'A1' },
  regularMinor: 200,
  discountMinor: 0,
  dueMinor: 200,
  discounts: [],
} as const;

/** The records of one sale of a bottle of water, paid by code and delivered, or refunded if it jams. */
export function saleRecords(
  orderId: string,
  outcome: 'delivered' | 'notDelivered' = 'delivered',
): RecordBody[] {
  const totals = { pieces: 1, regularMinor: 200, discountMinor: 0, dueMinor: 200 };
  const lines = [{ ...water, discounts: [] }];
  const chargeId = orderId.replace('ord', 'chg');
  const money = { amountMinor: 200, currency: 'CNY' as const };
  const sale: RecordBody[] = [
    { kind: 'basketChanged', orderId, currency: 'CNY', lines, totals },
    { kind: 'orderSubmitted', orderId, currency: 'CNY', lines, totals, bundleVersion: 1, language: 'zh' },
    {
      kind: 'chargeIntended',
      orderId,
      chargeId,
      platform: 'alipay',
      codeMasked: '28**********1234',
      expiresAtMs: 1_700_000_600_000,
      ...money,
    },
    { kind: 'chargeSettled', orderId, chargeId, outcome: 'paid', platformTradeNo: `trade-${orderId}` },
    {
      kind: 'orderPaid',
      orderId,
      payments: [{ tender: 'code', amountMinor: 200, chargeId, platform: 'alipay' }],
      changeMinor: 0,
    },
    {
      kind: 'deliveryStarted',
      orderId,
      deliveryId: orderId.replace('ord', 'dlv'),
      lineId: 'lin_1',
      piece: 0,
      target: { how: 'slot', slot: 'A1' },
      dispenserId: 'shelf',
      mark: {},
    },
    { kind: 'deliveryEnded', orderId, deliveryId: orderId.replace('ord', 'dlv'), outcome },
  ];
  if (outcome === 'delivered') {
    return [...sale, { kind: 'orderClosed', orderId, state: 'deliveryAndPaymentSuccess' }];
  }
  const refundId = orderId.replace('ord', 'rfd');
  return [
    ...sale,
    { kind: 'refundIntended', orderId, refundId, chargeId, reason: 'DISPENSER_JAM', ...money },
  ];
}
